package io.gatehouse.lapi.active;

import java.time.Instant;
import java.util.List;

/** The log of versions. */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // until it is built
public final class ActiveDecisions implements CommitListener {

  /** Begins to fill an empty log from what the database holds. Before any commit, on one thread. */
  public DecisionLoad load() {
    throw new UnsupportedOperationException("being built");
  }

  @Override
  public void committed(long commit, List<StoredDecision> added, List<Removal> removed) {
    throw new UnsupportedOperationException("being built");
  }

  /** The number of the last commit that answers are made from; 0 before the first. Any thread. */
  public long lastCommit() {
    throw new UnsupportedOperationException("being built");
  }

  /** The answer to a stream pull. Any thread. */
  public StreamAnswer stream(StreamQuestion question) {
    throw new UnsupportedOperationException("being built");
  }

  /** The answer to a live question: what is live at that moment, by id. Any thread. */
  public LiveAnswer live(DecisionFilter filter, Instant now) {
    throw new UnsupportedOperationException("being built");
  }

  /** The ids of what {@link #live} would answer, ascending. Any thread. */
  public long[] ids(DecisionFilter filter, Instant now) {
    throw new UnsupportedOperationException("being built");
  }

  /** How many live decisions there are, without the simulated ones; none with a count of 0. */
  public List<ActiveCount> counts() {
    throw new UnsupportedOperationException("being built");
  }
}
