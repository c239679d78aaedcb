package io.gatehouse.appsec;

import io.gatehouse.decision.Remediation;
import java.util.List;
import java.util.Map;

/** What AppSec says about a request. */
public sealed interface AppSecVerdict {

  /** It may pass. */
  record Allow() implements AppSecVerdict {}

  /**
   * Something is to be done.
   *
   * @param action ban, captcha or a word of the operator's own
   * @param status for the visitor
   */
  record Act(Remediation action, int status) implements AppSecVerdict {}

  /**
   * An answer of AppSec's own, which goes to the visitor as it is: its bot detection.
   *
   * @param status for the visitor
   * @param headers each replaces what is there of its name
   * @param cookies each is one {@code Set-Cookie}
   * @param body to send
   */
  record Relay(
      int status, List<Map.Entry<String, String>> headers, List<String> cookies, String body)
      implements AppSecVerdict {
    /** Copies the lists. */
    public Relay {
      headers = List.copyOf(headers);
      cookies = List.copyOf(cookies);
    }
  }

  /**
   * No verdict came.
   *
   * @param action what the configuration does then; {@link Remediation#OBSERVE} to let it pass
   * @param reason a label of a metric
   */
  record Failed(Remediation action, String reason) implements AppSecVerdict {}
}
