package io.gatehouse.challenge;

import java.util.Locale;

/** Told what visitors are asked and how they do, for metrics. Called on the visit's thread. */
public interface ChallengeListener {
  /** Listens to nothing. */
  ChallengeListener NONE =
      new ChallengeListener() {
        @Override
        public void shown(String provider) {}

        @Override
        public void answered(String provider, Result result) {}
      };

  /** How an answer was taken. */
  enum Result {
    /** It earned a pass. */
    PASSED,
    /** It was wrong, too late or used before. */
    REFUSED,
    /** The provider refused our question. */
    MISCONFIGURED,
    /** The provider did not answer. */
    UNAVAILABLE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A visitor is asked.
   *
   * @param provider {@code pow}, {@code noscript} or the provider's word
   */
  void shown(String provider);

  /** A visitor has answered. */
  void answered(String provider, Result result);
}
