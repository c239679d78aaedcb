package io.gatehouse.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.decision.Decision;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.net.IpAddress;
import io.gatehouse.store.EffectiveOrder;
import io.gatehouse.store.InForce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks LAPI about each address, and keeps the answer for a moment. At most {@value #AT_ONCE}
 * requests ask at a time, and after {@value #PATIENCE} failures in a row nobody does for a while,
 * so that a LAPI that hangs does not hold the application's threads. Thread-safe.
 */
public final class LiveDecisions implements Decisions {
  private static final Logger log = LoggerFactory.getLogger(LiveDecisions.class);
  private static final int AT_ONCE = 16;
  private static final int PATIENCE = 3;
  private static final int REMEMBERED = 100_000;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Lookup lookup;
  private final EffectiveOrder order;
  private final InstantSource time;
  private final Cache<IpAddress, Answer> answers;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private int failures;
  private Instant pausedUntil = Instant.MIN;

  /** Asks LAPI; {@link io.gatehouse.lapi.LapiClient#decisionsFor}. */
  @FunctionalInterface
  public interface Lookup {
    /** The decisions that cover an address. */
    List<Decision> decisionsFor(IpAddress address) throws LapiException;
  }

  private record Answer(List<InForce> decisions) {}

  /**
   * Decisions by this lookup.
   *
   * @param kept how long an answer is
   */
  public LiveDecisions(Lookup lookup, EffectiveOrder order, Duration kept, InstantSource time) {
    this.lookup = lookup;
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
    Answer answer = answers.getIfPresent(address);
    if (answer == null) {
      answer = new Answer(ask(address));
      answers.put(address, answer);
    }
    Instant now = time.instant();
    List<InForce> present =
        answer.decisions().stream().filter(one -> one.decision().until().isAfter(now)).toList();
    return InForce.strongest(present, order);
  }

  private List<InForce> ask(IpAddress address) throws DecisionsUnavailableException {
    if (isPaused()) {
      throw new DecisionsUnavailableException("LAPI has failed and is asked again in a moment");
    }
    if (!slots.tryAcquire()) {
      throw new DecisionsUnavailableException("LAPI is slow: " + AT_ONCE + " requests wait for it");
    }
    try {
      List<Decision> found = lookup.decisionsFor(address);
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
