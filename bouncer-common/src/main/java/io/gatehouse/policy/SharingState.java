package io.gatehouse.policy;

import java.time.Instant;

/**
 * The class of an address over time. A score that wavers around a threshold does not change it: in
 * the first minutes of a class (see {@link SharingThresholds#hold}) only a clear difference does,
 * and afterwards any. What is clear is followed at once in both directions, because an operator who
 * lists a network, or strikes it off, means now.
 *
 * @param sharing the class
 * @param since when it was taken
 */
public record SharingState(Sharing sharing, Instant since) {

  /** The first class of an address. */
  public static SharingState first(double score, Instant now, SharingThresholds thresholds) {
    return new SharingState(thresholds.classify(score), now);
  }

  /** What becomes of it with this score; the same object where nothing changes. */
  public SharingState next(double score, Instant now, SharingThresholds thresholds) {
    Sharing next =
        now.isBefore(since.plus(thresholds.hold()))
            ? thresholds.classifyFrom(sharing, score)
            : thresholds.classify(score);
    return next == sharing ? this : new SharingState(next, now);
  }
}
