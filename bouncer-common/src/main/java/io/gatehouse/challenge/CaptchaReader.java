package io.gatehouse.challenge;

import io.gatehouse.config.Secret;
import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@link CaptchaSettings} from flat keys, whatever file or environment these come from:
 *
 * <pre>
 * captcha.providers = turnstile, recaptcha-v2
 * captcha.turnstile.site-key = …
 * captcha.turnstile.secret = …
 * captcha.recaptcha-enterprise.project = …
 * captcha.recaptcha-v3.threshold = 0.5
 * captcha.recaptcha-v3.action = gatehouse
 * captcha.turnstile.hostnames = www.example.com, example.com
 * captcha.turnstile.endpoint = …
 * captcha.on-failure = pow | deny
 * captcha.timeout = 3s
 * captcha.allow-test-keys = false
 * </pre>
 *
 * What a text cannot be read as is a problem; what does not fit together is one of {@link
 * ChallengeConfig#problems}.
 */
public final class CaptchaReader {
  private static final int MOST_PROVIDERS = 16;

  private final Function<String, Optional<String>> values;
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads what has these values.
   *
   * @param values the text of a key, empty where it is not set
   */
  public CaptchaReader(Function<String, Optional<String>> values) {
    this.values = key -> values.apply(key).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** The settings; where a text is wrong, the default, and {@link #problems} tells. */
  public CaptchaSettings read() {
    CaptchaSettings base = CaptchaSettings.NONE;
    List<ProviderSettings> providers = new ArrayList<>();
    for (String word : list("captcha.providers")) {
      parse("captcha.providers", word, ProviderKind::parse)
          .ifPresent(kind -> providers.add(provider(kind)));
    }
    return new CaptchaSettings(
        providers,
        value("captcha.on-failure", CaptchaReader::onFailure, base.onFailure()),
        value("captcha.timeout", CaptchaReader::duration, base.timeout()),
        value("captcha.allow-test-keys", CaptchaReader::testKeys, base.testKeys()));
  }

  /** What was wrong, a line for the operator each; never a secret. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private ProviderSettings provider(ProviderKind kind) {
    String prefix = "captcha." + kind.word() + ".";
    return new ProviderSettings(
        kind,
        values.apply(prefix + "site-key").orElse(""),
        Secret.of(values.apply(prefix + "secret").orElse("")),
        values.apply(prefix + "project").orElse(""),
        list(prefix + "hostnames"),
        value(prefix + "threshold", CaptchaReader::number, ProviderSettings.DEFAULT_THRESHOLD),
        values.apply(prefix + "action").orElse(ProviderSettings.DEFAULT_ACTION),
        values.apply(prefix + "endpoint"));
  }

  private List<String> list(String key) {
    return values.apply(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", MOST_PROVIDERS)))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private <T> T value(String key, Function<String, T> parse, T fallback) {
    return values.apply(key).flatMap(text -> parse(key, text, parse)).orElse(fallback);
  }

  private <T> Optional<T> parse(String key, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add("'" + key + "' is \"" + text + "\": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static CaptchaSettings.OnFailure onFailure(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "pow" -> CaptchaSettings.OnFailure.POW;
      case "deny" -> CaptchaSettings.OnFailure.DENY;
      default -> throw new IllegalArgumentException("pow or deny is expected");
    };
  }

  private static CaptchaSettings.TestKeys testKeys(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> CaptchaSettings.TestKeys.ALLOWED;
      case "false" -> CaptchaSettings.TestKeys.REFUSED;
      default -> throw new IllegalArgumentException("true or false is expected");
    };
  }

  private static Duration duration(String text) {
    return GoDuration.parse(text);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number from 0 to 1 is expected", e);
    }
  }
}
