package io.gatehouse.lapi;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * An exchange with a LAPI, or with a file read in its place, that did not bring what was asked. The
 * message is one line for an operator. It has no cause: what HTTP and JSON libraries say may repeat
 * what a server sent, and so the key.
 */
public final class LapiException extends Exception {

  /** What went wrong, as far as a caller may act on it. */
  public enum Kind {
    /** A file that the configuration names can't be used: certificate, key, decisions. */
    UNUSABLE_FILE,
    /** No connection, or it broke before an answer came. */
    UNREACHABLE,
    /** Connected, then nothing for longer than the idle limit. */
    TIMEOUT,
    /** The key or certificate was refused. */
    DENIED,
    /** The answer points elsewhere; it is not followed. */
    REDIRECTED,
    /** A 5xx answer. */
    SERVER_ERROR,
    /** Another status that is not the one expected. */
    UNEXPECTED_STATUS,
    /** The answer ended, or the connection broke, in its middle. */
    CUT_SHORT,
    /** The answer is not the JSON that was expected. */
    MALFORMED,
    /** The answer exceeds {@link AnswerLimits}. */
    TOO_LARGE,
    /** The client was closed meanwhile. */
    CLOSED
  }

  /** Whether the LAPI may believe that its answer has arrived. */
  enum Effect {
    NONE,
    UNKNOWN
  }

  private final Kind kind;
  private final int status;
  private final Effect effect;

  private LapiException(Kind kind, int status, Effect effect, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.effect = effect;
  }

  static LapiException of(Kind kind, String message) {
    return new LapiException(kind, 0, Effect.NONE, message);
  }

  static LapiException ofStatus(Kind kind, int status, String message) {
    return new LapiException(kind, status, Effect.NONE, message);
  }

  LapiException with(Effect otherEffect, int otherStatus) {
    return new LapiException(kind, otherStatus, otherEffect, requireNonNull(getMessage()));
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The HTTP status; empty where no answer came. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** Whether the same request may well succeed later, with nothing changed by an operator. */
  public boolean isTransient() {
    return switch (kind) {
      case UNREACHABLE, TIMEOUT, SERVER_ERROR, CUT_SHORT -> true;
      case UNUSABLE_FILE, DENIED, REDIRECTED, UNEXPECTED_STATUS, MALFORMED, TOO_LARGE, CLOSED ->
          false;
    };
  }

  /**
   * Whether the LAPI may have moved this bouncer's cursor past decisions that never arrived, so
   * that only a full pull is sure to bring them.
   */
  public boolean mayHaveLostDecisions() {
    return effect == Effect.UNKNOWN;
  }
}
