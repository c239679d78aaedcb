package io.gatehouse.daemon.control;

/** What the daemon does when it is asked; called on the socket's thread, one at a time. */
@FunctionalInterface
public interface ControlVerbs {

  /** Does it, within a few seconds, and says what came of it. */
  ControlAnswer answer(ControlRequest request);
}
