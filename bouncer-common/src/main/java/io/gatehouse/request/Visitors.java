package io.gatehouse.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.AddressKey;
import io.gatehouse.policy.IdentityLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * What was seen of clients: by address, and by pass. At most {@link #CAPACITY} of each are
 * remembered, and nobody longer than two hours after being seen last. Addresses about which nothing
 * was decided leave no trace but the logins from them; nobody's name is kept, but keyed hashes that
 * end with the process. Thread-safe.
 */
public final class Visitors {
  /** Most addresses, and most passes, that are remembered. */
  public static final int CAPACITY = 100_000;

  private static final Duration MEMORY = Duration.ofHours(2);
  private static final Duration SUSPICION = Duration.ofMinutes(30);

  private final InstantSource time;
  private final IdentityLimits limits;
  private final long key = new SecureRandom().nextLong();
  private final Cache<IpPrefix, AddressRecord> addresses;
  private final Cache<String, Identity> identities;

  /** Who lost a pass, by where and which browser; their next one has to be earned harder. */
  private final Cache<Long, Boolean> suspects;

  /** Nobody yet. */
  public Visitors(InstantSource time, IdentityLimits limits) {
    this.time = time;
    this.limits = limits;
    this.addresses = remembered(MEMORY).build();
    this.identities = remembered(MEMORY).build();
    this.suspects = bounded().expireAfterWrite(SUSPICION.toMillis(), TimeUnit.MILLISECONDS).build();
  }

  private Caffeine<Object, Object> remembered(Duration memory) {
    return bounded().expireAfterAccess(memory.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Caffeine<Object, Object> bounded() {
    return Caffeine.newBuilder()
        .maximumSize(CAPACITY)
        .executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.millis()));
  }

  AddressRecord at(IpAddress address) {
    return addresses.get(AddressKey.of(address), any -> new AddressRecord());
  }

  Identity holder(PassClaim claim) {
    return identities.get(claim.id(), any -> new Identity());
  }

  long hashOf(String name) {
    return mixed(name.hashCode() * 0x9E37_79B9_7F4A_7C15L + name.length());
  }

  long mixed(long number) {
    long mixed = (number ^ key) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ mixed >>> 31) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ mixed >>> 29;
  }

  /** Notes that somebody logged in from here: the application knows this person. */
  public void noteLogin(IpAddress address, String principal) {
    at(address).noteIdentity(hashOf("login:" + principal), true, time.instant());
  }

  /** Notes that the holder of a pass asked for a page that does not exist. */
  public boolean noteNotFound(PassClaim claim, IpAddress address, long browser) {
    return holder(claim).noteNotFound(time.instant())
        && strike(Strike.MANY_NOT_FOUND, claim, address, browser);
  }

  /**
   * Notes a misdeed of the holder of a pass.
   *
   * @return whether it costs the pass, which its caller then has to revoke
   */
  public boolean strike(Strike strike, PassClaim claim, IpAddress address, long browser) {
    Instant now = time.instant();
    boolean lost = holder(claim).strike(strike, now, limits);
    if (lost) {
      at(address).noteRevoked(hashOf(claim.id()), now);
      suspects.put(suspect(address, browser), Boolean.TRUE);
    }
    return lost;
  }

  boolean isSuspect(IpAddress address, long browser) {
    return suspects.getIfPresent(suspect(address, browser)) != null;
  }

  /** How many addresses are remembered, about. */
  public long remembered() {
    addresses.cleanUp();
    return addresses.estimatedSize();
  }

  private long suspect(IpAddress address, long browser) {
    return mixed(AddressKey.of(address).hashCode() * 31L + browser);
  }
}
