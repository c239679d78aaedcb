package io.gatehouse.challenge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * @param captcha who asks for a captcha
 * @param templates directory with pages of the operator's own; see {@link Templates}
 */
public record ChallengeConfig(
    PassSettings pass,
    PowSettings pow,
    Duration lifetime,
    int attemptsPerToken,
    int attemptsPerMinute,
    Optional<Duration> noscriptWait,
    Optional<String> contactUrl,
    String path,
    CaptchaSettings captcha,
    Optional<Path> templates) {

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

  /** Without captcha providers and with our own pages. */
  public ChallengeConfig(
      PassSettings pass,
      PowSettings pow,
      Duration lifetime,
      int attemptsPerToken,
      int attemptsPerMinute,
      Optional<Duration> noscriptWait,
      Optional<String> contactUrl,
      String path) {
    this(
        pass,
        pow,
        lifetime,
        attemptsPerToken,
        attemptsPerMinute,
        noscriptWait,
        contactUrl,
        path,
        CaptchaSettings.NONE,
        Optional.empty());
  }

  /**
   * Everything that is wrong with it, the operator's templates included; one line for the operator
   * each, which never shows a secret.
   */
  public List<String> problems() {
    return ConfigCheck.problems(this);
  }

  /** The same with these providers. */
  public ChallengeConfig with(CaptchaSettings providers) {
    return new ChallengeConfig(
        pass,
        pow,
        lifetime,
        attemptsPerToken,
        attemptsPerMinute,
        noscriptWait,
        contactUrl,
        path,
        providers,
        templates);
  }

  /** The same with another proof of work. */
  public ChallengeConfig with(PowSettings work) {
    return new ChallengeConfig(
        pass,
        work,
        lifetime,
        attemptsPerToken,
        attemptsPerMinute,
        noscriptWait,
        contactUrl,
        path,
        captcha,
        templates);
  }

  /** The same with pages from this directory. */
  public ChallengeConfig withTemplates(Path directory) {
    return new ChallengeConfig(
        pass,
        pow,
        lifetime,
        attemptsPerToken,
        attemptsPerMinute,
        noscriptWait,
        contactUrl,
        path,
        captcha,
        Optional.of(directory));
  }
}
