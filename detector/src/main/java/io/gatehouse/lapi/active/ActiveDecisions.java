package io.gatehouse.lapi.active;

import java.time.Instant;
import java.util.List;

/**
 * Every decision that bouncers may see, in memory, as a log of versions. A row carries the numbers
 * of the commits that added and removed it, so whatever the log is at a commit can still be told
 * after later ones; every answer is made from one commit, the last when it was asked.
 *
 * <p>One thread writes: first the load, then the commits. Any number of threads ask; they share
 * nothing with the writer but one volatile reference, and wait for nothing. Removed rows stay for
 * seven days as tombstones.
 */
public final class ActiveDecisions implements CommitListener {
  private final Compaction compaction;
  private RowLog log;
  private volatile Snapshot snapshot;

  /** Without any decision, as of commit 0. */
  public ActiveDecisions() {
    this(Retention.USUAL, Chunk.MAX_ROWS);
  }

  ActiveDecisions(Retention retention, int maxRows) {
    compaction = new Compaction(retention, maxRows);
    log = new RowLog(maxRows);
    snapshot = log.snapshot(0, 0);
  }

  /** Begins to fill an empty log from what the database holds. Before any commit, on one thread. */
  public DecisionLoad load() {
    return new DecisionLoad(this);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if commits or ids do not ascend
   */
  @Override
  public void committed(long commit, List<StoredDecision> added, List<Removal> removed) {
    if (commit <= snapshot.commit()) {
      throw new IllegalArgumentException(
          "commit " + commit + " comes after " + snapshot.commit() + "; commits must ascend");
    }
    added.forEach(decision -> append(commit, decision));
    removed.forEach(removal -> remove(commit, removal));
    publish(commit, snapshot.completeSince());
  }

  void append(long commit, StoredDecision decision) {
    log.append(commit, decision);
  }

  void remove(long commit, Removal removal) {
    compaction.note(removal);
    log.remove(removal.id(), commit, removal.until().toEpochMilli());
  }

  void publish(long commit, long completeSince) {
    Snapshot next = log.snapshot(commit, completeSince);
    if (compaction.isDue(next, log.count())) {
      long since = compaction.dispensableUntil(next);
      log = compaction.compacted(next, since);
      next = log.snapshot(commit, since);
    }
    snapshot = next;
  }

  /** The number of the last commit that answers are made from; 0 before the first. Any thread. */
  public long lastCommit() {
    return snapshot.commit();
  }

  /** The answer to a stream pull. Any thread. */
  public StreamAnswer stream(StreamQuestion question) {
    return new StreamAnswer(snapshot, question);
  }

  /** The answer to a live question: what is live at that moment, by id. Any thread. */
  public LiveAnswer live(DecisionFilter filter, Instant now) {
    Snapshot current = snapshot;
    return new LiveAnswer(current.rows(), LiveSearch.of(current, filter, now), now);
  }

  /** The ids of what {@link #live} would answer, ascending. Any thread. */
  public long[] ids(DecisionFilter filter, Instant now) {
    Snapshot current = snapshot;
    return LiveSearch.of(current, filter, now).ids(current.rows());
  }

  /** How many live decisions there are, without the simulated ones; none with a count of 0. */
  public List<ActiveCount> counts() {
    return snapshot.kinds().counts();
  }
}
