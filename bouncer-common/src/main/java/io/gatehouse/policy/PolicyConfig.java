package io.gatehouse.policy;

import io.gatehouse.decision.Remediation;
import java.util.EnumMap;
import java.util.Map;

/**
 * The settings of the policy; section {@code policy} of a configuration. {@link #DEFAULT} is the
 * one place where the product's values stand.
 *
 * @param modes how far each layer follows; every layer has one
 * @param weights key {@code weights}
 * @param thresholds key {@code classes}
 * @param respectManualBans key {@code respect_manual_bans}: a person's decision is carried out as
 *     it is
 * @param floor key {@code min_floor}: a request is never treated milder than this, where the
 *     decision is harsher
 * @param httpTable key {@code http_table}
 * @param packets key {@code l4}
 * @param identities key {@code identity}
 * @param files keys {@code files} and {@code asn_db}
 */
public record PolicyConfig(
    Map<Layer, PolicyMode> modes,
    SignalWeights weights,
    SharingThresholds thresholds,
    boolean respectManualBans,
    Remediation floor,
    HttpTable httpTable,
    PacketLimits packets,
    IdentityLimits identities,
    EvidenceFiles files) {

  /** Enforced where a lowered measure still asks the client something; reported elsewhere. */
  public static final PolicyConfig DEFAULT =
      new PolicyConfig(
          Map.of(
              Layer.HTTP, PolicyMode.ENFORCE,
              Layer.L4, PolicyMode.REPORT,
              Layer.EDGE, PolicyMode.REPORT),
          SignalWeights.DEFAULT,
          SharingThresholds.DEFAULT,
          true,
          Remediation.OBSERVE,
          HttpTable.DEFAULT,
          PacketLimits.DEFAULT,
          IdentityLimits.DEFAULT,
          EvidenceFiles.NONE);

  /** Copies the modes and checks that every layer has one. */
  public PolicyConfig {
    modes = Map.copyOf(modes);
    if (modes.size() != Layer.values().length) {
      throw new IllegalArgumentException("policy: mode: every layer needs one, not " + modes);
    }
  }

  /** How far this layer follows. */
  public PolicyMode mode(Layer layer) {
    PolicyMode mode = modes.get(layer);
    return mode == null ? PolicyMode.OFF : mode;
  }

  /** The same, with every layer in one mode. */
  public PolicyConfig with(PolicyMode mode) {
    Map<Layer, PolicyMode> all = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.values()) {
      all.put(layer, mode);
    }
    return withModes(all);
  }

  /** The same, with these modes. */
  public PolicyConfig withModes(Map<Layer, PolicyMode> others) {
    return new PolicyConfig(
        others,
        weights,
        thresholds,
        respectManualBans,
        floor,
        httpTable,
        packets,
        identities,
        files);
  }

  /** The same, with decisions of people treated as everybody's or not. */
  public PolicyConfig respectingManualBans(boolean respected) {
    return new PolicyConfig(
        modes, weights, thresholds, respected, floor, httpTable, packets, identities, files);
  }

  /** The same, with another floor. */
  public PolicyConfig withFloor(Remediation lowest) {
    return new PolicyConfig(
        modes,
        weights,
        thresholds,
        respectManualBans,
        lowest,
        httpTable,
        packets,
        identities,
        files);
  }
}
