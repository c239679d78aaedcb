package io.gatehouse.lapi;

import io.gatehouse.decision.DecisionSink;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.lapi.LapiException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps a sink in step with a LAPI, on a thread of its own: everything once, then what has changed
 * every {@code update_frequency}, with everything again where {@link PullSchedule} says so. A
 * failure is retried after a random, growing time, for ever; what the sink holds stays as it is
 * meanwhile and ends on its own time.
 */
public final class DecisionStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionStream.class);
  private static final Duration CLOSING_TIME = Duration.ofSeconds(1);

  /** What to do when the very first pull fails. */
  public enum FirstFailure {
    /** Try again like after any other: {@code retry_initial_connect: true}. */
    RETRY,
    /** Stop, and let the program say why and exit. Upstream's default. */
    STOP
  }

  private final LapiClient client;
  private final DecisionSink sink;
  private final FirstFailure firstFailure;
  private final InstantSource time;
  private final Waiting waiting;
  private final PullSchedule schedule;
  private final Backoff backoff;
  private final Thread thread = new Thread(this::run, "lapi-stream");
  private final CompletableFuture<PullSummary> firstPull = new CompletableFuture<>();

  /** Written by the stream's thread only. */
  private volatile StreamStatus status;

  private volatile boolean fullRequested;
  private volatile boolean closed;

  /**
   * A stream that is not yet started; it owns the client and closes it.
   *
   * @param time what the client tells time by
   * @param waiting by which it waits between pulls
   * @param random for backoff and jitter
   */
  public DecisionStream(
      LapiClient client,
      DecisionSink sink,
      FirstFailure firstFailure,
      InstantSource time,
      Waiting waiting,
      RandomGenerator random) {
    this.client = client;
    this.sink = sink;
    this.firstFailure = firstFailure;
    this.time = time;
    this.waiting = waiting;
    this.schedule = new PullSchedule(client.config().resyncInterval(), random);
    this.backoff = Backoff.upToAMinute(random);
    this.status = StreamStatus.starting(time.instant());
    thread.setDaemon(true);
  }

  /** Begins to pull; to be called once. */
  public void start() {
    thread.start();
  }

  /**
   * How it began.
   *
   * @return completed by the first pull that succeeds; with a {@link LapiException} if the first
   *     one fails and {@link FirstFailure#STOP} was asked for; cancelled if the stream is closed
   *     before either
   */
  public CompletableFuture<PullSummary> firstPull() {
    return firstPull;
  }

  /** How it does. From any thread. */
  public StreamStatus status() {
    return status;
  }

  /**
   * Pulls what has changed without waiting for the next turn, which then is a whole turn away. From
   * any thread.
   */
  public void pullNow() {
    waiting.wake();
  }

  /** Pulls everything as soon as it can, without waiting for the next turn. From any thread. */
  public void pullFullNow() {
    fullRequested = true;
    waiting.wake();
  }

  /** Stops within a second, even when the LAPI hangs, and closes the client. From any thread. */
  @Override
  public void close() {
    closed = true;
    client.close();
    waiting.wake();
    try {
      thread.join(CLOSING_TIME.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    firstPull.cancel(false);
  }

  private void run() {
    try {
      while (!closed) {
        waiting.await(pullOnce());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      status = status.stopped(time.instant());
      firstPull.cancel(false);
    }
  }

  /** Returns how long to wait before the next one. */
  private Duration pullOnce() {
    if (fullRequested) {
      fullRequested = false;
      schedule.requestFull();
    }
    Instant start = time.instant();
    Pull pull = schedule.next(start);
    try {
      succeeded(client.pull(pull, sink), start);
      return untilNextTurn(start);
    } catch (LapiException e) {
      return failed(pull, e);
    } catch (RuntimeException e) {
      LOG.error("the answer of {} could not be taken over", client.config().displayUrl(), e);
      return failed(pull, unexpected(e));
    }
  }

  /** Turns begin a fixed time apart, however long the pulls take and wherever the clock jumps. */
  private Duration untilNextTurn(Instant start) {
    Duration frequency = client.config().updateFrequency();
    Duration left = frequency.minus(Duration.between(start, time.instant()).abs());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void succeeded(PullSummary summary, Instant start) {
    StreamStatus before = status;
    Instant now = time.instant();
    status = before.succeeded(summary.received(), now);
    schedule.succeeded(summary, now);
    backoff.reset();
    String url = client.config().displayUrl();
    if (firstPull.complete(summary)) {
      LOG.info(
          "connected to {}; first pull {} decisions in {}",
          url,
          summary.added(),
          inWords(Duration.between(start, now)));
    } else if (before.streak() > 0) {
      LOG.info(
          "recovered after {} failures, {} stale",
          before.streak(),
          inWords(Duration.between(before.lastSuccess().orElse(before.since()), now)));
    }
  }

  private Duration failed(Pull pull, LapiException failure) {
    if (failure.kind() == Kind.CLOSED) {
      return Duration.ZERO;
    }
    StreamStatus before = status;
    Instant now = time.instant();
    status = before.failed(failure, now);
    schedule.failed(pull, failure);
    Duration wait = backoff.afterFailure();
    if (firstFailure == FirstFailure.STOP && firstPull.completeExceptionally(failure)) {
      closed = true;
      return Duration.ZERO;
    }
    log(before, failure, wait);
    return wait;
  }

  /** WARN for the first of a streak and for a change of state, DEBUG for the rest. */
  private void log(StreamStatus before, LapiException failure, Duration wait) {
    boolean isNews = before.streak() == 0 || before.state() != status.state();
    LOG.atLevel(isNews ? Level.WARN : Level.DEBUG)
        .log(
            "pull failed ({}); {}, retry in {}",
            failure.getMessage(),
            inForce(before),
            inWords(wait));
  }

  private String inForce(StreamStatus before) {
    return before
        .lastSuccess()
        .map(
            last ->
                "decisions are as of " + inWords(Duration.between(last, time.instant())) + " ago")
        .orElse("no decisions yet");
  }

  private static LapiException unexpected(RuntimeException e) {
    return LapiException.of(Kind.MALFORMED, "lapi: internal failure: " + Excerpt.of(e.toString()))
        .with(LapiException.Effect.UNKNOWN, 0);
  }

  private static String inWords(Duration duration) {
    return duration.toMillis() < 10_000
        ? duration.toMillis() / 1000.0 + "s"
        : GoDuration.format(duration);
  }
}
