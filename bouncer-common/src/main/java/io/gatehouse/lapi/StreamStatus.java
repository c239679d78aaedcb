package io.gatehouse.lapi;

import java.time.Instant;
import java.util.Optional;

/**
 * How a {@link DecisionStream} does, at one moment.
 *
 * @param state what it is in
 * @param since when it came into this state
 * @param lastSuccess when the last good answer began to arrive
 * @param lastError the last failure's message, kept after a recovery; never shows the key
 * @param requests pulls begun, {@code lapi_requests_total}
 * @param failures pulls failed, {@code lapi_requests_failures_total}
 * @param streak pulls failed since the last success
 */
public record StreamStatus(
    State state,
    Instant since,
    Optional<Instant> lastSuccess,
    Optional<String> lastError,
    long requests,
    long failures,
    int streak) {

  /** What a stream is in. */
  public enum State {
    /** No pull has succeeded yet. */
    CONNECTING,
    /** The last pull succeeded. */
    CONNECTED,
    /** The last pull failed; what was pulled before is as of the last success. */
    STALE,
    /** The LAPI refuses the key or certificate. */
    DENIED,
    /** Closed, or given up after the first pull. */
    STOPPED
  }

  static StreamStatus starting(Instant now) {
    return new StreamStatus(State.CONNECTING, now, Optional.empty(), Optional.empty(), 0, 0, 0);
  }

  StreamStatus succeeded(Instant received, Instant now) {
    return new StreamStatus(
        State.CONNECTED,
        since(State.CONNECTED, now),
        Optional.of(received),
        lastError,
        requests + 1,
        failures,
        0);
  }

  StreamStatus failed(LapiException failure, Instant now) {
    State next = stateAfter(failure);
    return new StreamStatus(
        next,
        since(next, now),
        lastSuccess,
        Optional.ofNullable(failure.getMessage()),
        requests + 1,
        failures + 1,
        streak + 1);
  }

  StreamStatus stopped(Instant now) {
    return new StreamStatus(State.STOPPED, now, lastSuccess, lastError, requests, failures, streak);
  }

  private State stateAfter(LapiException failure) {
    if (failure.kind() == LapiException.Kind.DENIED) {
      return State.DENIED;
    }
    return lastSuccess.isPresent() ? State.STALE : State.CONNECTING;
  }

  private Instant since(State next, Instant now) {
    return next == state ? since : now;
  }
}
