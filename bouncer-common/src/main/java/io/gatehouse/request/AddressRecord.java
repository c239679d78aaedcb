package io.gatehouse.request;

import io.gatehouse.policy.Evidence;
import io.gatehouse.policy.Identities;
import io.gatehouse.policy.IdentityLimits;
import io.gatehouse.policy.Sharing;
import io.gatehouse.policy.SharingState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was seen of the clients behind one address while something was decided about it. */
final class AddressRecord {
  /** For how long an identity counts after it was last seen. */
  private static final Duration WINDOW = Duration.ofMinutes(60);

  private final RecentIds verified = new RecentIds();
  private final RecentIds worked = new RecentIds();
  private final RecentIds revoked = new RecentIds();
  private final DistinctCount browsers = new DistinctCount();
  private final Rate rate = new Rate();
  private @Nullable SharingState sharing;

  synchronized void noteBrowser(long hash) {
    browsers.note(hash);
  }

  synchronized void noteIdentity(long id, boolean isVerified, Instant now) {
    (isVerified ? verified : worked).note(id, now.getEpochSecond());
  }

  synchronized void noteRevoked(long id, Instant now) {
    verified.forget(id);
    worked.forget(id);
    revoked.note(id, now.getEpochSecond());
  }

  /**
   * Keeps the class for the next time. An address of which nothing speaks for sharing has none yet:
   * kept, it would hold the first signs of it off.
   */
  synchronized void classed(SharingState state) {
    if (sharing != null || state.sharing() != Sharing.DEDICATED) {
      sharing = state;
    }
  }

  synchronized Duration take(Instant now, IdentityLimits limits, int share) {
    return rate.take(now.toEpochMilli(), limits, share);
  }

  synchronized Evidence evidence(Instant now) {
    long since = now.minus(WINDOW).getEpochSecond();
    Identities identities =
        new Identities(verified.since(since), worked.since(since), revoked.since(since));
    Evidence seen = Evidence.NONE.withIdentities(identities).withDiversity(browsers.estimate());
    return Optional.ofNullable(sharing).map(seen::after).orElse(seen);
  }
}
