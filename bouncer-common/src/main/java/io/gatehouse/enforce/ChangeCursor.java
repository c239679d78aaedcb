package io.gatehouse.enforce;

import org.jspecify.annotations.Nullable;

/** Walks over the targets whose desired measure differs from the acknowledged one. */
public interface ChangeCursor extends MeasureCursor {

  /** What happened to a target. */
  enum Change {
    /** It was not there. */
    ADDED,
    /** It is no longer desired; {@link #kind} and {@link #untilEpochSecond} are those it had. */
    REMOVED,
    /** It is there with another end or kind; see {@link #previousKind}. */
    REFRESHED
  }

  /** What happened to the present target. */
  Change change();

  /** The acknowledged kind; null where it was {@link Change#ADDED}. */
  @Nullable MeasureKind previousKind();

  /** The acknowledged end, second since 1970; 0 where it was {@link Change#ADDED}. */
  long previousUntilEpochSecond();
}
