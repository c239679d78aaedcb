package io.gatehouse.lapi.server;

import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.active.DecisionLoad;
import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.active.StoredDecision;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.LoadedDecisions;
import io.gatehouse.lapi.storage.StorageException;

/** Brings what the database holds into memory when the server starts. */
final class StoredDecisions implements LoadedDecisions {
  private final DecisionLoad load;
  private long firstRemoved = Long.MAX_VALUE;

  private StoredDecisions(DecisionLoad load) {
    this.load = load;
  }

  /** Fills the active decisions, which must be empty and among the database's listeners. */
  static void loadInto(ActiveDecisions active, LapiDatabase database) throws StorageException {
    DecisionLoad load = active.load();
    StoredDecisions decisions = new StoredDecisions(load);
    long lastCommit = database.load(decisions);
    load.finish(lastCommit, decisions.completeSince(lastCommit));
  }

  @Override
  public void loaded(StoredDecision decision, long added, long removed) {
    if (removed == NOT_REMOVED) {
      load.live(added, decision);
    } else {
      firstRemoved = Math.min(firstRemoved, removed);
      load.removed(added, decision, removed, new Removal(decision.id(), decision.until()));
    }
  }

  /** The database tells all removals since some commit, which was before the first one it told. */
  private long completeSince(long lastCommit) {
    return firstRemoved == Long.MAX_VALUE ? lastCommit : firstRemoved - 1;
  }
}
