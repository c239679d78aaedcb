package io.gatehouse.policy;

import java.time.Duration;

/**
 * Where the classes begin, and how firmly an address stays in one.
 *
 * @param possible lowest score of {@link Sharing#POSSIBLE}
 * @param shared lowest score of {@link Sharing#SHARED}
 * @param margin how far a score must go past a threshold to change a class that is young
 * @param hold how long a class is young
 */
public record SharingThresholds(double possible, double shared, double margin, Duration hold) {
  /** 0.35 and 0.70, within 0.1 for 30 minutes. */
  public static final SharingThresholds DEFAULT =
      new SharingThresholds(0.35, 0.70, 0.1, Duration.ofMinutes(30));

  /** Checks the order. */
  public SharingThresholds {
    if (!(possible > 0 && possible < shared && shared <= 1 && margin >= 0)) {
      throw new IllegalArgumentException(
          "thresholds rise from 0 to 1, not " + possible + " and " + shared);
    }
  }

  /** Class of a score that has no history. */
  public Sharing classify(double score) {
    return classify(score, possible, shared);
  }

  /** Class of a score where every change from this class takes the margin. */
  Sharing classifyFrom(Sharing present, double score) {
    return classify(
        score,
        possible + (present.compareTo(Sharing.POSSIBLE) < 0 ? margin : -margin),
        shared + (present.compareTo(Sharing.SHARED) < 0 ? margin : -margin));
  }

  private static Sharing classify(double score, double possible, double shared) {
    if (score >= shared) {
      return Sharing.SHARED;
    }
    return score >= possible ? Sharing.POSSIBLE : Sharing.DEDICATED;
  }
}
