package io.gatehouse.challenge;

import java.util.List;
import java.util.Map;

/**
 * Whose fault an error code is, for all providers at once: their words do not contradict each
 * other. A code that nobody has documented refuses the answer.
 */
final class ErrorCodes {
  private static final Map<String, Verification> KNOWN =
      Map.ofEntries(
          misconfigured("missing-input-secret"),
          misconfigured("invalid-input-secret"),
          // what a visitor can cause by sending an answer to another site's question
          Map.entry(
              "sitekey-secret-mismatch",
              Verification.misconfigured("sitekey-secret-mismatch").provoked()),
          Map.entry(
              "not-using-dummy-passcode",
              Verification.misconfigured("not-using-dummy-passcode").provoked()),
          Map.entry("bad-request", Verification.misconfigured("bad-request").provoked()),
          misconfigured("missing-remoteip"),
          misconfigured("invalid-remoteip"),
          Map.entry("internal-error", Verification.unavailable("internal-error").provoked()));

  private ErrorCodes() {}

  private static Map.Entry<String, Verification> misconfigured(String code) {
    return Map.entry(code, Verification.misconfigured(code));
  }

  /** The gravest of several: what the operator has to do, then what the provider, then the rest. */
  static Verification of(List<String> codes) {
    return codes.stream()
        .map(code -> KNOWN.getOrDefault(code, Verification.refused(printable(code))))
        .max((a, b) -> Integer.compare(weight(a), weight(b)))
        .orElse(Verification.refused("no error code"));
  }

  private static int weight(Verification verification) {
    return switch (verification.outcome()) {
      case PASSED -> 0;
      case REFUSED -> 1;
      case UNAVAILABLE -> 2;
      case MISCONFIGURED -> 3;
    };
  }

  /** Fit for a log: a provider's answer is no more trusted than any other input. */
  static String printable(String code) {
    String start = code.substring(0, Math.min(code.length(), 64));
    return start.replaceAll("[^A-Za-z0-9_.:-]", "?");
  }
}
