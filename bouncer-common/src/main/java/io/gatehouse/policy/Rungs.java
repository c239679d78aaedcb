package io.gatehouse.policy;

import io.gatehouse.decision.Remediation;
import java.util.List;

/** The ladder of remediations, from letting pass to refusing, and what is higher on it. */
final class Rungs {
  /** Mildest first. */
  static final List<Remediation> ALL =
      List.of(
          Remediation.OBSERVE,
          Remediation.THROTTLE,
          Remediation.CHALLENGE,
          Remediation.CAPTCHA,
          Remediation.APPSEC_CHALLENGE,
          Remediation.BAN);

  private Rungs() {}

  /** Where on the ladder; a word that is not on it counts as the highest. */
  static int height(Remediation remediation) {
    return remediation.severity().orElse(Integer.MAX_VALUE);
  }

  static boolean isHarsher(Remediation one, Remediation other) {
    return height(one) > height(other);
  }

  static Remediation milder(Remediation one, Remediation other) {
    return isHarsher(one, other) ? other : one;
  }

  static Remediation harsher(Remediation one, Remediation other) {
    return isHarsher(one, other) ? one : other;
  }

  /** Whether it asks the client something, so that a client that cannot answer is refused. */
  static boolean isQuestion(Remediation remediation) {
    int height = height(remediation);
    return height >= height(Remediation.CHALLENGE) && height < height(Remediation.BAN);
  }

  /** One rung down; the lowest stays. */
  static Remediation below(Remediation remediation) {
    int at = ALL.indexOf(remediation);
    return at <= 0 ? remediation : ALL.get(at - 1);
  }
}
