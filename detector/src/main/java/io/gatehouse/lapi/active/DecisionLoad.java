package io.gatehouse.lapi.active;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Fills the log when the server starts. Rows come in the order of the commits that added them;
 * nothing is visible before {@link #finish}. One thread.
 */
public final class DecisionLoad {
  private static final Instant FAR = Instant.ofEpochMilli(Long.MAX_VALUE / 2);

  private final ActiveDecisions target;
  private final List<LateRemoval> removals = new ArrayList<>();

  DecisionLoad(ActiveDecisions target) {
    this.target = target;
  }

  private record LateRemoval(long commit, Removal removal) {}

  /**
   * A decision that has not been removed, expired or not.
   *
   * @param added the commit that added it, no smaller than those of the rows before
   */
  public void live(long added, StoredDecision decision) {
    target.append(added, decision);
  }

  /**
   * A decision that has been removed.
   *
   * @param added the commit that added it, no smaller than those of the rows before
   * @param decision as it was; {@code until} is its own end, or when it was removed where its own
   *     end is not known any more
   * @param removed the commit that removed it
   * @param removal when it ended
   */
  public void removed(long added, StoredDecision decision, long removed, Removal removal) {
    boolean known = decision.until().isAfter(removal.until());
    live(added, known ? decision : withFarEnd(decision));
    removals.add(new LateRemoval(removed, removal));
  }

  /**
   * It may have been the longest of its target. If it was not, bouncers are told of the one that
   * still is once more than they need.
   */
  private static StoredDecision withFarEnd(StoredDecision decision) {
    return new StoredDecision(
        decision.id(),
        decision.origin(),
        decision.type(),
        decision.scope(),
        decision.value(),
        decision.scenario(),
        decision.simulated(),
        decision.uuid(),
        FAR);
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
