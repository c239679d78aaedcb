package io.gatehouse.enforce;

import java.time.Instant;

/**
 * How one enforcement point is doing.
 *
 * @param state in one word
 * @param since when that state began
 * @param detail what is wrong; empty where nothing is
 * @param elements targets that the point has acknowledged
 * @param failures failed attempts in a row
 */
public record EnforcerHealth(
    State state, Instant since, String detail, long elements, long failures) {

  /** Whether the protection that is desired is there. */
  public enum State {
    /** The first decisions are still coming in; what an earlier run left is in force. */
    LOADING,
    /** The point holds what is desired. */
    IN_FORCE,
    /** It does not, and further attempts follow. */
    FAILING,
    /** Nothing keeps it in step any more; what it holds stays until its own end. */
    STOPPED
  }
}
