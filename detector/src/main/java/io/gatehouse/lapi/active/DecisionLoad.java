package io.gatehouse.lapi.active;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Fills the log when the server starts. Rows come in ascending order of id, which is the order of
 * the commits that added them; nothing is visible before {@link #finish}. One thread.
 */
public final class DecisionLoad {
  private final ActiveDecisions target;
  private final List<LateRemoval> removals = new ArrayList<>();

  DecisionLoad(ActiveDecisions target) {
    this.target = target;
  }

  private record LateRemoval(long commit, Removal removal) {}

  /**
   * A decision that has not been removed, expired or not.
   *
   * @param added the commit that added it
   * @throws IllegalArgumentException if its id is not larger than all before
   */
  public void live(long added, StoredDecision decision) {
    target.append(added, decision);
  }

  /**
   * A decision that has been removed.
   *
   * @param added the commit that added it
   * @param decision as it was; {@code until} is its own end
   * @param removed the commit that removed it
   * @param removal when it ended
   * @throws IllegalArgumentException if its id is not larger than all before
   */
  public void removed(long added, StoredDecision decision, long removed, Removal removal) {
    live(added, decision);
    removals.add(new LateRemoval(removed, removal));
  }

  /**
   * Makes all of it visible.
   *
   * @param lastCommit the last one that the rows are of
   * @param completeSince every removal after this commit was told; 0 if none has ever been dropped
   */
  public void finish(long lastCommit, long completeSince) {
    removals.sort(Comparator.comparingLong(LateRemoval::commit));
    for (LateRemoval late : removals) {
      target.remove(late.commit(), late.removal());
    }
    target.publish(lastCommit, completeSince);
  }
}
