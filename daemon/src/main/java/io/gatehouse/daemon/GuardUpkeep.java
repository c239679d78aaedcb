package io.gatehouse.daemon;

import io.gatehouse.enforce.GuardSources;
import io.gatehouse.enforce.Guards;
import io.gatehouse.enforce.MeasureFeed;
import io.gatehouse.store.DecisionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when what is to be guarded has changed: an address of this host, a resolved name. */
final class GuardUpkeep implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(GuardUpkeep.class);

  private final GuardSources sources;
  private final MeasureFeed feed;
  private final DecisionStore store;
  private Guards present;

  GuardUpkeep(GuardSources sources, MeasureFeed feed, DecisionStore store, Guards present) {
    this.sources = sources;
    this.feed = feed;
    this.store = store;
    this.present = present;
  }

  @Override
  public void run() {
    Guards now = sources.gather();
    if (!now.equals(present)) {
      log.info("guarded addresses have changed: {} prefixes", now.prefixes().size());
      present = now;
      feed.guard(now);
      store.replay(feed);
    }
  }
}
