package io.gatehouse.daemon;

import io.gatehouse.daemon.settings.DenySettings;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallMode;
import io.gatehouse.daemon.settings.NftablesSettings;
import io.gatehouse.daemon.settings.NftablesSettings.Family;
import io.gatehouse.decision.Remediation;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer;
import io.gatehouse.enforce.EnforcerLoop;
import io.gatehouse.enforce.EnforcerProfile;
import io.gatehouse.firewall.nftables.NftablesConfig;
import io.gatehouse.firewall.nftables.NftablesConfig.DenyAction;
import io.gatehouse.firewall.nftables.NftablesConfig.FamilyConfig;
import io.gatehouse.firewall.nftables.NftablesEnforcer;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.PolicyPoint;
import io.gatehouse.policy.Traffic;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;

/**
 * The enforcement point that a mode stands for.
 *
 * @param loop that keeps it in step, not yet started
 * @param abilities what the policy may ask of it
 * @param release takes everything of ours away; to be called once the loop has stopped
 */
record KernelPoint(EnforcerLoop<?, ?> loop, PolicyPoint abilities, Release release) {

  /** Takes protection away. */
  @FunctionalInterface
  interface Release {
    void run() throws EnforcementException;
  }

  /** What a firewall can do about a target, before it is asked. */
  static final PolicyPoint PACKETS =
      new PolicyPoint(
          Layer.L4, Set.of(Remediation.BAN), Set.of(Traffic.Kind.values()), Remediation.BAN);

  /** Opens the point of the configuration's mode. */
  static KernelPoint open(FirewallConfig config) throws EnforcementException {
    if (config.mode() == FirewallMode.DRY_RUN) {
      return of(new DryRunEnforcer(), () -> {});
    }
    NftablesEnforcer enforcer = NftablesEnforcer.open(nftables(config));
    return of(enforcer, enforcer::release);
  }

  private static KernelPoint of(Enforcer<?, ?> enforcer, Release release) {
    EnforcerProfile profile = enforcer.profile();
    PolicyPoint abilities =
        new PolicyPoint(profile.layer(), profile.actions(), profile.traffic(), Remediation.BAN);
    return new KernelPoint(
        new EnforcerLoop<>(enforcer, InstantSource.system()), abilities, release);
  }

  /** The file's settings in the enforcer's own terms. */
  static NftablesConfig nftables(FirewallConfig config) {
    NftablesSettings settings = config.nftables();
    NftablesConfig.Builder builder =
        NftablesConfig.builder()
            .ipv4(family(settings.ipv4()))
            .ipv6(family(settings.ipv6()))
            .hooks(
                settings.hooks().stream()
                    .map(hook -> hook.name().toLowerCase(Locale.ROOT))
                    .toList())
            .denyAction(
                config.deny().action() == DenySettings.Action.REJECT
                    ? DenyAction.REJECT
                    : DenyAction.DROP)
            .gcInterval(settings.gcInterval())
            .setSize(settings.setSize());
    if (config.deny().log()) {
      builder.denyLog(config.deny().logPrefix());
    }
    return builder.build();
  }

  private static FamilyConfig family(Family family) {
    return new FamilyConfig(
        family.enabled(),
        family.setOnly(),
        family.table(),
        family.chain(),
        family.priority(),
        family.set());
  }
}
