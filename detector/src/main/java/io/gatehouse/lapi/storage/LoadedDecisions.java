package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.StoredDecision;

/** Takes, at start, the decisions that the database holds. */
@FunctionalInterface
public interface LoadedDecisions {
  /** What {@code removed} is for a decision that has not ended. */
  long NOT_REMOVED = 0;

  /**
   * One decision.
   *
   * @param decision the row; not kept by the database
   * @param added number of the commit that added it; never less than of the decision before
   * @param removed number of the commit that ended it, or {@link #NOT_REMOVED}; its {@code until}
   *     is then the moment of its end
   */
  void loaded(StoredDecision decision, long added, long removed);
}
