package io.gatehouse.challenge;

/**
 * What a provider says about an answer.
 *
 * @param outcome who has to do something about it
 * @param detail the provider's own word, or what happened on the way; never a secret
 * @param provocable whether a visitor can bring this outcome about by what it sends
 */
record Verification(Outcome outcome, String detail, boolean provocable) {

  enum Outcome {
    /** A person. */
    PASSED,
    /** Not this answer: too old, used, for something else, or a machine's. */
    REFUSED,
    /** The operator has to correct a key or a setting. */
    MISCONFIGURED,
    /** The provider does not answer as it should. */
    UNAVAILABLE
  }

  static Verification passed() {
    return new Verification(Outcome.PASSED, "", false);
  }

  static Verification refused(String detail) {
    return new Verification(Outcome.REFUSED, detail, true);
  }

  static Verification misconfigured(String detail) {
    return new Verification(Outcome.MISCONFIGURED, detail, false);
  }

  static Verification unavailable(String detail) {
    return new Verification(Outcome.UNAVAILABLE, detail, false);
  }

  Verification provoked() {
    return new Verification(outcome, detail, true);
  }
}
