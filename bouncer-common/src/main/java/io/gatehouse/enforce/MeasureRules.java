package io.gatehouse.enforce;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Remediation;
import io.gatehouse.policy.Reach;
import io.gatehouse.policy.RemediationPolicy;
import io.gatehouse.policy.Rule;
import io.gatehouse.policy.Ruling;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What the policy makes of decisions about whose targets nothing is known, asked once for each kind
 * and reach instead of a million times. Not thread-safe.
 */
final class MeasureRules {
  /** Kinds that are remembered; a person's reasons make a kind each, so there may be many. */
  private static final int CAPACITY = 10_000;

  /**
   * What becomes of one kind and reach.
   *
   * @param kind of the measure
   * @param rule it stems from
   * @param isEnforced whether anything is done at all
   * @param softened whether the policy comes to less than was decided, carried out or not
   */
  record Found(MeasureKind kind, Rule rule, boolean isEnforced, boolean softened) {}

  private final RemediationPolicy policy;
  private final InstantSource time;

  /**
   * By kind as an object: a pull has one of each, and comparing their texts costs more than asking.
   */
  private final Map<Reach, Map<DecisionKind, Found>> found = new EnumMap<>(Reach.class);

  MeasureRules(RemediationPolicy policy, InstantSource time) {
    this.policy = policy;
    this.time = time;
  }

  /** What becomes of a decision of this kind about the prefix with these numbers. */
  Found of(DecisionKind kind, long high, long low, int bits) {
    Reach reach = policy.reach(high, low, bits);
    Map<DecisionKind, Found> known = found.computeIfAbsent(reach, fresh -> new IdentityHashMap<>());
    Found rule = known.get(kind);
    if (rule == null) {
      rule = ask(kind, reach);
      if (known.size() >= CAPACITY) {
        known.clear();
      }
      known.put(kind, rule);
    }
    return rule;
  }

  /** When a measure ends whose decision ends then and comes into force now. */
  long until(Found found, long decidedEpochSecond) {
    Rule rule = found.rule();
    return rule.cap().isEmpty()
        ? decidedEpochSecond
        : rule.untilEpochSecond(decidedEpochSecond, time.instant().getEpochSecond());
  }

  private Found ask(DecisionKind kind, Reach reach) {
    Ruling ruling = policy.ruling(kind, reach);
    Rule rule = ruling.inForce();
    MeasureKind measure = new MeasureKind(rule.action(), rule.traffic(), kind);
    boolean isEnforced = !rule.action().equals(Remediation.OBSERVE);
    return new Found(measure, rule, isEnforced, ruling.softens());
  }
}
