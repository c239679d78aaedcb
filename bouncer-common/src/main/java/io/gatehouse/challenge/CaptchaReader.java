package io.gatehouse.challenge;

import io.gatehouse.challenge.CaptchaSettings.OnFailure;
import io.gatehouse.challenge.CaptchaSettings.TestKeys;
import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@link CaptchaSettings}; the keys of a provider are below its word. */
final class CaptchaReader {
  private static final String PROVIDERS = "challenge.providers";
  private static final String ON_FAILURE = "challenge.on-provider-failure";
  private static final String TIMEOUT = "challenge.provider-timeout";
  private static final String TEST_KEYS = "challenge.allow-test-keys";
  private static final String SITE_KEY = ".site-key";
  private static final String SECRET_KEY = ".secret-key";
  private static final String PROJECT = ".project";
  private static final String HOSTNAMES = ".hostnames";
  private static final String THRESHOLD = ".threshold";
  private static final String ACTION = ".action";
  private static final String ENDPOINT = ".endpoint";

  /** The built-in proof of work comes last anyhow, so that naming it changes nothing. */
  private static final String PROOF_OF_WORK = "pow";

  private final SettingTexts in;

  CaptchaReader(SettingTexts in) {
    this.in = in;
  }

  static List<SettingKey> keys() {
    List<SettingKey> keys = new ArrayList<>();
    keys.add(
        SettingKey.of(
            PROVIDERS,
            "",
            "Captcha providers in order: "
                + Arrays.stream(ProviderKind.values())
                    .map(kind -> "`" + kind.word() + "`")
                    .collect(Collectors.joining(", "))
                + "; the built-in proof of work comes last by itself"));
    for (ProviderKind kind : ProviderKind.values()) {
      addKeys(kind, keys);
    }
    keys.add(
        SettingKey.of(
            ON_FAILURE, "pow", "When no provider answers: `pow`, the proof of work, or `deny`"));
    keys.add(SettingKey.of(TIMEOUT, "3s", "How long a provider's answer is waited for"));
    keys.add(
        SettingKey.of(TEST_KEYS, "false", "Whether keys with which everybody passes are taken"));
    return keys;
  }

  private static void addKeys(ProviderKind kind, List<SettingKey> keys) {
    String prefix = prefix(kind);
    boolean enterprise = kind == ProviderKind.RECAPTCHA_ENTERPRISE;
    keys.add(SettingKey.of(prefix + SITE_KEY, "", "Public key, from its console"));
    keys.add(
        SettingKey.secret(
            prefix + SECRET_KEY,
            enterprise ? "API key of the project" : "Secret key, from its console"));
    if (enterprise) {
      keys.add(SettingKey.of(prefix + PROJECT, "", "Project of Google Cloud"));
    }
    keys.add(
        SettingKey.of(
            prefix + HOSTNAMES,
            "",
            "Hosts that an answer may be from; empty for the one of the request"));
    if (kind.hasScore()) {
      keys.add(
          SettingKey.of(
              prefix + THRESHOLD,
              String.valueOf(ProviderSettings.DEFAULT_THRESHOLD),
              "Score from which a visitor is taken for a person, 0 to 1"));
    }
    if (kind.hasAction()) {
      keys.add(
          SettingKey.of(
              prefix + ACTION,
              ProviderSettings.DEFAULT_ACTION,
              "Action that is shown in its console"));
    }
    keys.add(
        SettingKey.of(
            prefix + ENDPOINT, "", "Address that is asked in place of the provider's own"));
  }

  CaptchaSettings read() {
    CaptchaSettings base = CaptchaSettings.NONE;
    return new CaptchaSettings(
        in.list(PROVIDERS).stream()
            .filter(word -> !word.equals(PROOF_OF_WORK))
            .flatMap(word -> kind(word).stream())
            .map(this::provider)
            .toList(),
        in.value(ON_FAILURE, base.onFailure(), CaptchaReader::onFailure),
        in.duration(TIMEOUT, base.timeout(), Duration.ofMillis(1)),
        in.flag(TEST_KEYS, false) ? TestKeys.ALLOWED : TestKeys.REFUSED);
  }

  private Optional<ProviderKind> kind(String word) {
    try {
      return Optional.of(ProviderKind.parse(word));
    } catch (IllegalArgumentException e) {
      in.reject(PROVIDERS, "'" + word + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  private ProviderSettings provider(ProviderKind kind) {
    String prefix = prefix(kind);
    boolean enterprise = kind == ProviderKind.RECAPTCHA_ENTERPRISE;
    return new ProviderSettings(
        kind,
        in.text(prefix + SITE_KEY).orElse(""),
        in.secret(prefix + SECRET_KEY),
        enterprise ? in.text(prefix + PROJECT).orElse("") : "",
        in.list(prefix + HOSTNAMES),
        kind.hasScore()
            ? in.value(prefix + THRESHOLD, ProviderSettings.DEFAULT_THRESHOLD, CaptchaReader::score)
            : ProviderSettings.DEFAULT_THRESHOLD,
        kind.hasAction()
            ? in.text(prefix + ACTION).orElse(ProviderSettings.DEFAULT_ACTION)
            : ProviderSettings.DEFAULT_ACTION,
        in.text(prefix + ENDPOINT));
  }

  private static String prefix(ProviderKind kind) {
    return "challenge." + kind.word();
  }

  private static OnFailure onFailure(String text) {
    return switch (text) {
      case "pow" -> OnFailure.POW;
      case "deny" -> OnFailure.DENY;
      default -> throw new IllegalArgumentException("pow or deny is expected");
    };
  }

  private static double score(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number from 0 to 1 is expected", e);
    }
  }
}
