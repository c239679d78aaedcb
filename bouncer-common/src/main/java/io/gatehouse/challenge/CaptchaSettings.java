package io.gatehouse.challenge;

import java.time.Duration;
import java.util.List;

/**
 * Who asks for a captcha; keys {@code captcha.*}.
 *
 * @param providers in order: the next is asked while the one before does not answer, and the
 *     built-in proof of work after the last
 * @param onFailure what a visitor meets when none answers
 * @param timeout for one question to a provider
 * @param testKeys whether a provider's published test secrets are taken
 */
public record CaptchaSettings(
    List<ProviderSettings> providers, OnFailure onFailure, Duration timeout, TestKeys testKeys) {

  /** What a visitor meets when no provider answers. */
  public enum OnFailure {
    /** The proof of work. */
    POW,
    /** A refusal: 503. */
    DENY
  }

  /** Whether secrets with which everybody passes are taken. */
  public enum TestKeys {
    /** They are an error. */
    REFUSED,
    /** They are fine: this is a test. */
    ALLOWED
  }

  /** No provider: a captcha is a harder proof of work. */
  public static final CaptchaSettings NONE =
      new CaptchaSettings(List.of(), OnFailure.POW, Duration.ofSeconds(3), TestKeys.REFUSED);

  /** Copies the list. */
  public CaptchaSettings {
    providers = List.copyOf(providers);
  }

  /** The same with these providers. */
  public CaptchaSettings with(List<ProviderSettings> others) {
    return new CaptchaSettings(others, onFailure, timeout, testKeys);
  }
}
