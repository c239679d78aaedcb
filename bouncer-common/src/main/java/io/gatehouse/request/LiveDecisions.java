package io.gatehouse.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Target;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.GeoIp;
import io.gatehouse.store.EffectiveOrder;
import io.gatehouse.store.InForce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks LAPI about each address, and about the country and AS that it is in, and keeps each answer
 * for a moment. At most {@value #AT_ONCE} requests ask at a time, and after {@value #PATIENCE}
 * failures in a row nobody does for a while, so that a LAPI that hangs does not hold the
 * application's threads. Thread-safe.
 */
public final class LiveDecisions implements Decisions {
  private static final Logger log = LoggerFactory.getLogger(LiveDecisions.class);
  private static final int AT_ONCE = 16;
  private static final int PATIENCE = 3;
  private static final int REMEMBERED = 100_000;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Lookup lookup;
  private final GeoIp geoIp;
  private final EffectiveOrder order;
  private final InstantSource time;
  private final Cache<Target, Answer> answers;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private int failures;
  private Instant pausedUntil = Instant.MIN;

  /** Asks LAPI; {@link io.gatehouse.lapi.LapiClient#decisionsFor}. */
  @FunctionalInterface
  public interface Lookup {
    /** The decisions that cover a target. */
    List<Decision> decisionsFor(Target target) throws LapiException;
  }

  private record Answer(List<InForce> decisions) {}

  /**
   * Decisions by this lookup.
   *
   * @param geoIp where decisions about countries and autonomous systems apply
   * @param kept how long an answer is
   */
  public LiveDecisions(
      Lookup lookup, GeoIp geoIp, EffectiveOrder order, Duration kept, InstantSource time) {
    this.lookup = lookup;
    this.geoIp = geoIp;
    this.order = order;
    this.time = time;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(kept.toMillis(), TimeUnit.MILLISECONDS)
            .executor(Runnable::run)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.millis()))
            .build();
  }

  @Override
  public boolean mayConcern(long high, long low) {
    return true;
  }

  @Override
  public Optional<InForce> inForce(IpAddress address) throws DecisionsUnavailableException {
    List<InForce> found = new ArrayList<>(about(new Target.Prefix(IpPrefix.of(address))));
    for (Target target : geoIp.targetsOf(address)) {
      found.addAll(about(target));
    }
    Instant now = time.instant();
    found.removeIf(one -> !one.decision().until().isAfter(now));
    return InForce.strongest(found, order);
  }

  private List<InForce> about(Target target) throws DecisionsUnavailableException {
    Answer answer = answers.getIfPresent(target);
    if (answer == null) {
      answer = new Answer(ask(target));
      answers.put(target, answer);
    }
    return answer.decisions();
  }

  private List<InForce> ask(Target target) throws DecisionsUnavailableException {
    if (isPaused()) {
      throw new DecisionsUnavailableException("LAPI has failed and is asked again in a moment");
    }
    if (!slots.tryAcquire()) {
      throw new DecisionsUnavailableException("LAPI is slow: " + AT_ONCE + " requests wait for it");
    }
    try {
      List<Decision> found = lookup.decisionsFor(target);
      succeeded();
      return found.stream().map(decision -> new InForce(decision, Instant.EPOCH)).toList();
    } catch (LapiException e) {
      failed(e);
      throw new DecisionsUnavailableException(String.valueOf(e.getMessage()));
    } finally {
      slots.release();
    }
  }

  private synchronized boolean isPaused() {
    return time.instant().isBefore(pausedUntil);
  }

  private synchronized void succeeded() {
    if (failures >= PATIENCE) {
      log.info("LAPI answers again after {} failures", failures);
    }
    failures = 0;
  }

  private synchronized void failed(LapiException failure) {
    failures++;
    if (failures >= PATIENCE) {
      pausedUntil = time.instant().plus(PAUSE);
    }
    if (failures == 1) {
      log.warn("an address could not be looked up: {}", failure.getMessage());
    } else {
      log.debug("an address could not be looked up: {}", failure.getMessage());
    }
  }
}
