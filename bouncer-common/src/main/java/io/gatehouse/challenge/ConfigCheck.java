package io.gatehouse.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Finds everything that is wrong with a configuration, so that all of it can be told at once. */
final class ConfigCheck {
  private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9._-]+/)+");
  private static final Pattern CONTACT =
      Pattern.compile("(https?://|mailto:|/(?!/))[^\\s\"'<>\\\\]+");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  private final List<String> problems = new ArrayList<>();

  private ConfigCheck() {}

  /** Lines for the operator, in the order of the settings. */
  static List<String> problems(ChallengeConfig config) {
    ConfigCheck check = new ConfigCheck();
    check.pass(config.pass());
    check.pow(config.pow());
    check.pages(config);
    Set<ProviderKind> seen = new HashSet<>();
    for (ProviderSettings provider : config.captcha().providers()) {
      check.provider(provider, config.captcha().testKeys());
      check.that(seen.add(provider.kind()), name(provider) + " is given twice; once is enough");
    }
    check.positive("captcha timeout", config.captcha().timeout());
    check.problems.addAll(Templates.problems(config.templates()));
    return List.copyOf(check.problems);
  }

  private void pass(PassSettings pass) {
    positive("pass lifetime", pass.lifetime());
    positive("pass lifetime without JavaScript", pass.noscriptLifetime());
    positive("pass places window", pass.placesWindow());
    that(pass.mostPlaces() > 0, "pass places: at least 1 is expected, not " + pass.mostPlaces());
    Optional<String> domain = pass.domain().filter(name -> !DOMAIN.matcher(name).matches());
    domain.ifPresent(
        name -> add("pass domain '" + name + "': a parent domain such as example.com is expected"));
  }

  private void pow(PowSettings pow) {
    between("pow bits", pow.bits(), 1, Puzzle.MOST_BITS);
    between("pow most bits", pow.mostBits(), pow.bits(), Puzzle.MOST_BITS);
    between("pow rounds", pow.rounds(), 1, Puzzle.MOST_ROUNDS);
    between("pow extra bits for a captcha", pow.captchaExtraBits(), 0, Puzzle.MOST_BITS);
    between("pow passes before harder", pow.passesBeforeHarder(), 1, Integer.MAX_VALUE);
  }

  private void pages(ChallengeConfig config) {
    positive("challenge lifetime", config.lifetime());
    between("attempts per page", config.attemptsPerToken(), 1, 1000);
    between("attempts per minute", config.attemptsPerMinute(), 1, 1_000_000);
    config.noscriptWait().ifPresent(wait -> positive("wait without JavaScript", wait));
    that(
        PATH.matcher(config.path()).matches(),
        "challenge path '" + config.path() + "': a path with a slash at both ends is expected");
    config
        .contactUrl()
        .filter(url -> !CONTACT.matcher(url).matches())
        .ifPresent(
            url -> add("contact '" + url + "': it has to begin with https://, mailto: or /"));
  }

  private void provider(ProviderSettings provider, CaptchaSettings.TestKeys testKeys) {
    String name = name(provider);
    that(!provider.siteKey().isBlank(), name + " has no site key; its console shows one");
    that(!provider.secret().isEmpty(), name + " has no secret; its console shows one");
    that(
        testKeys == CaptchaSettings.TestKeys.ALLOWED
            || !ProviderKind.isTestSecret(provider.secret().reveal()),
        name + " has a published test secret, with which everybody passes; use your own");
    that(
        provider.kind() != ProviderKind.RECAPTCHA_ENTERPRISE || !provider.project().isBlank(),
        name + " has no project; it is the one of Google Cloud that its key is in");
    that(
        provider.threshold() >= 0 && provider.threshold() <= 1,
        name + " threshold: 0 to 1 is expected, not " + provider.threshold());
    that(
        provider.endpoint().map(HttpUrl::parse).isPresent() || provider.endpoint().isEmpty(),
        name + " endpoint: an address that begins with http:// or https:// is expected");
  }

  private static String name(ProviderSettings provider) {
    return "captcha provider " + provider.kind().word();
  }

  private void positive(String what, Duration value) {
    that(
        !value.isNegative() && !value.isZero(),
        what + ": it has to be positive, not " + value.toMillis() + "ms");
  }

  private void between(String what, int value, int min, int max) {
    that(
        value >= min && value <= max,
        max == Integer.MAX_VALUE
            ? what + ": at least " + min + " is expected, not " + value
            : what + ": " + min + " to " + max + " is expected, not " + value);
  }

  private void that(boolean holds, String otherwise) {
    if (!holds) {
      add(otherwise);
    }
  }

  private void add(String problem) {
    problems.add("challenge: " + problem);
  }
}
