package io.gatehouse.lapi.storage;

import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** The decisions of all alerts, also of those that are gone. */
@SuppressWarnings("DoNotCallSuggester")
public final class DecisionTable {
  DecisionTable() {}

  /**
   * Ends decisions now. Large numbers are ended in several commits; on an exception some may have
   * ended.
   *
   * @param ids unknown and ended ones are passed over
   * @return how many ended
   */
  public int end(Collection<Long> ids, Instant now) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * Ends every decision whose time has come. To be called each second.
   *
   * @return how many ended
   */
  public int sweep() throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** How many decisions cover all of the range, active or not, whose rows are still there. */
  public int count(IpPrefix range) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Like {@link #count}, of those stored at that moment or later. */
  public int countSince(IpPrefix range, Instant since) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Like {@link #count}, of those that have not ended. */
  public int countActive(IpPrefix range) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** How long the range is still covered by a decision; zero if it is not. */
  public Duration timeLeft(IpPrefix range) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }
}
