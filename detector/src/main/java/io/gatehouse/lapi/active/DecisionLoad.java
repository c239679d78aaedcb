package io.gatehouse.lapi.active;

/**
 * Fills the log when the server starts. Rows come in ascending order of id, which is the order of
 * the commits that added them; nothing is visible before {@link #finish}. One thread.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // until it is built
public final class DecisionLoad {

  /** A decision that has not been removed, expired or not. */
  public void live(long added, StoredDecision decision) {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * A decision that has been removed.
   *
   * @param added the commit that added it
   * @param decision as it was; {@code until} is its own end
   * @param removed the commit that removed it
   * @param removal when it ended
   */
  public void removed(long added, StoredDecision decision, long removed, Removal removal) {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * Makes all of it visible.
   *
   * @param lastCommit the last one that the rows are of
   * @param completeSince every removal after this commit was told; 0 if none has ever been dropped
   */
  public void finish(long lastCommit, long completeSince) {
    throw new UnsupportedOperationException("being built");
  }
}
