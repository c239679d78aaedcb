package io.gatehouse.policy;

import static io.gatehouse.decision.Remediation.BAN;
import static io.gatehouse.decision.Remediation.CAPTCHA;
import static io.gatehouse.decision.Remediation.CHALLENGE;
import static io.gatehouse.decision.Remediation.OBSERVE;
import static io.gatehouse.decision.Remediation.THROTTLE;

import io.gatehouse.decision.Remediation;

/**
 * The most that is done to a request, by the {@link Severity} of the offence and the {@link
 * Standing} of the address.
 */
public record HttpTable(Row high, Row medium, Row low, Row none) {

  /** The most for one severity. */
  public record Row(
      Remediation dedicated, Remediation forgeable, Remediation possible, Remediation shared) {

    Remediation of(Standing standing) {
      return switch (standing) {
        case DEDICATED -> dedicated;
        case FORGEABLE -> forgeable;
        case POSSIBLE -> possible;
        case SHARED -> shared;
      };
    }
  }

  /** Signs that a client can forge lower a ban to a captcha and no further. */
  public static final HttpTable DEFAULT =
      new HttpTable(
          /*               dedicated  forgeable  possible   shared */
          /* high   */ new Row(BAN, CAPTCHA, CAPTCHA, CAPTCHA),
          /* medium */ new Row(BAN, CAPTCHA, CAPTCHA, CHALLENGE),
          /* low    */ new Row(BAN, CAPTCHA, CHALLENGE, THROTTLE),
          /* none   */ new Row(CHALLENGE, CHALLENGE, OBSERVE, OBSERVE));

  Remediation most(Severity severity, Standing standing) {
    return switch (severity) {
      case HIGH -> high.of(standing);
      case MEDIUM -> medium.of(standing);
      case LOW -> low.of(standing);
      case NONE -> none.of(standing);
    };
  }
}
