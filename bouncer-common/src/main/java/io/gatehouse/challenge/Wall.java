package io.gatehouse.challenge;

import java.time.Duration;
import java.util.Optional;

/**
 * What is to be told to a visitor that is not let through.
 *
 * @param kind of page
 * @param status of HTTP
 * @param assignment what can be done about it, where something can
 * @param error key of a text that says why the last attempt failed
 * @param retryAfter when to try again, where that helps
 */
record Wall(
    WallKind kind,
    int status,
    Optional<Assignment> assignment,
    Optional<String> error,
    Optional<Duration> retryAfter) {

  static Wall of(WallKind kind) {
    return new Wall(kind, kind.status(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Wall withStatus(int other) {
    return new Wall(kind, other, assignment, error, retryAfter);
  }

  Wall after(Duration wait) {
    return new Wall(kind, status, assignment, error, Optional.of(wait));
  }

  Wall with(Assignment todo) {
    return new Wall(kind, status, Optional.of(todo), error, retryAfter);
  }

  Wall because(Optional<String> reason) {
    return new Wall(kind, status, assignment, reason, retryAfter);
  }

  /**
   * A challenge as a page shows it.
   *
   * @param token what it is
   * @param sealed the same as text
   * @param waiting token of the link for those without JavaScript, if there is one
   * @param provider whose captcha it is; empty for the proof of work
   * @param hasOther whether another provider can be asked instead
   * @param here whether the visitor goes on by loading the same address again
   */
  record Assignment(
      ChallengeToken token,
      String sealed,
      Optional<String> waiting,
      Optional<ProviderSettings> provider,
      boolean hasOther,
      boolean here) {}
}
