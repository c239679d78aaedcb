package io.gatehouse.lapi.active;

import java.util.List;

/** The log of versions. */
public final class ActiveDecisions implements CommitListener {
  @Override
  public void committed(long commit, List<StoredDecision> added, List<Removal> removed) {
    throw new UnsupportedOperationException("being built");
  }
}
