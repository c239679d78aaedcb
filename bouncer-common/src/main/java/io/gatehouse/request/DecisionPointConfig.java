package io.gatehouse.request;

import io.gatehouse.decision.Remediation;
import io.gatehouse.policy.IdentityLimits;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.PolicyPoint;
import io.gatehouse.store.EffectiveOrder;
import java.util.Set;

/**
 * How a {@link DecisionPoint} decides.
 *
 * @param fallback what to do in place of a type of decision that nobody knows
 * @param custom words of the types that the application deals with itself
 * @param onUnavailable what to do while nobody can say what was decided
 * @param limits how often the holder of a pass may come, and how many strikes cost the pass
 */
public record DecisionPointConfig(
    Remediation fallback, Set<String> custom, OnUnavailable onUnavailable, IdentityLimits limits) {

  /** Unknown types ban; an unavailable LAPI lets everybody pass. */
  public static final DecisionPointConfig DEFAULT =
      new DecisionPointConfig(
          Remediation.BAN, Set.of(), OnUnavailable.PASS, IdentityLimits.DEFAULT);

  private static final Set<Remediation> ACTIONS =
      Set.of(Remediation.THROTTLE, Remediation.CHALLENGE, Remediation.CAPTCHA, Remediation.BAN);

  /** Copies the words. */
  public DecisionPointConfig {
    custom = Set.copyOf(custom);
  }

  /** The same, with these types left to the application. */
  public DecisionPointConfig leaving(Set<String> words) {
    return new DecisionPointConfig(fallback, words, onUnavailable, limits);
  }

  /** The same, doing this while nobody can say what was decided. */
  public DecisionPointConfig when(OnUnavailable unavailable) {
    return new DecisionPointConfig(fallback, custom, unavailable, limits);
  }

  boolean isCustom(Remediation type) {
    return custom.contains(type.word());
  }

  /** What the policy has to know of a point that sees requests and can put questions. */
  public PolicyPoint point() {
    return new PolicyPoint(Layer.HTTP, ACTIONS, Set.of(), fallback);
  }

  /** A type that is left to the application counts more than a question and less than a ban. */
  public EffectiveOrder order() {
    EffectiveOrder known = EffectiveOrder.bySeverity(fallback);
    int custom = Remediation.BAN.severity().orElseThrow() - 1;
    return type -> isCustom(type) ? custom : known.rank(type);
  }
}
