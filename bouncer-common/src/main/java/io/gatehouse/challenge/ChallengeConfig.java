package io.gatehouse.challenge;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of challenges. {@link #DEFAULT} is the one place where the product's values stand.
 *
 * @param pass how passes are given
 * @param pow the built-in proof of work
 * @param lifetime of a page: how long an answer to it is taken
 * @param attemptsPerToken failures that a page may have
 * @param attemptsPerMinute answers from one address
 * @param noscriptWait seconds that those without JavaScript wait instead of working; empty for no
 *     such way
 * @param contactUrl where a visitor can complain
 * @param path under which our own pages lie, with a slash at both ends
 */
public record ChallengeConfig(
    PassSettings pass,
    PowSettings pow,
    Duration lifetime,
    int attemptsPerToken,
    int attemptsPerMinute,
    Optional<Duration> noscriptWait,
    Optional<String> contactUrl,
    String path) {

  /** Proof of work alone. */
  public static final ChallengeConfig DEFAULT =
      new ChallengeConfig(
          PassSettings.DEFAULT,
          PowSettings.DEFAULT,
          Duration.ofMinutes(10),
          5,
          30,
          Optional.of(Duration.ofSeconds(5)),
          Optional.empty(),
          "/.gatehouse/");
}
