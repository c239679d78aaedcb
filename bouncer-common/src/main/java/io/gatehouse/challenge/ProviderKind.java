package io.gatehouse.challenge;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The captcha providers, with what their documentation says of each: where its script and its
 * answers are, what a page must allow it, how long an answer may be and is good for.
 */
public enum ProviderKind {
  /** Google's question with a box to tick. */
  RECAPTCHA_V2(
      "https://www.google.com/recaptcha/api.js",
      "https://www.google.com/recaptcha/api/siteverify",
      "g-recaptcha",
      "g-recaptcha-response",
      4096,
      Duration.ofMinutes(2)),

  /** Google's score without a question. */
  RECAPTCHA_V3(
      "https://www.google.com/recaptcha/api.js",
      "https://www.google.com/recaptcha/api/siteverify",
      "",
      "g-recaptcha-response",
      8192,
      Duration.ofMinutes(2)),

  /** The same as a paid service, with an interface of its own. */
  RECAPTCHA_ENTERPRISE(
      "https://www.google.com/recaptcha/enterprise.js",
      "https://recaptchaenterprise.googleapis.com/v1/projects/",
      "",
      "g-recaptcha-response",
      8192,
      Duration.ofMinutes(2)),

  /** Pictures to choose from. */
  HCAPTCHA(
      "https://js.hcaptcha.com/1/api.js",
      "https://api.hcaptcha.com/siteverify",
      "h-captcha",
      "h-captcha-response",
      8192,
      Duration.ofMinutes(2)),

  /** Cloudflare's check, mostly without a question. */
  TURNSTILE(
      "https://challenges.cloudflare.com/turnstile/v0/api.js",
      "https://challenges.cloudflare.com/turnstile/v0/siteverify",
      "cf-turnstile",
      "cf-turnstile-response",
      2048,
      Duration.ofMinutes(5));

  /** Secrets that the providers publish for tests: with them, everybody passes. */
  private static final Set<String> TEST_SECRETS =
      Set.of(
          "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe",
          "0x0000000000000000000000000000000000000000",
          "1x0000000000000000000000000000000AA",
          "2x0000000000000000000000000000000AA",
          "3x0000000000000000000000000000000AA");

  private final String script;
  private final String endpoint;
  private final String widgetClass;
  private final String field;
  private final int longestResponse;
  private final Duration lifetime;

  /** What a page's policy has to allow. */
  record Sources(String script, String frame, String connect, String style) {
    private static final String HCAPTCHA = "https://hcaptcha.com https://*.hcaptcha.com";
    private static final String TURNSTILE = "https://challenges.cloudflare.com";

    static Sources of(ProviderKind kind) {
      return switch (kind) {
        case RECAPTCHA_V2, RECAPTCHA_V3, RECAPTCHA_ENTERPRISE ->
            new Sources(
                "https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/",
                "https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/",
                "https://www.google.com/recaptcha/",
                "");
        case HCAPTCHA -> new Sources(HCAPTCHA, HCAPTCHA, HCAPTCHA, HCAPTCHA);
        case TURNSTILE -> new Sources(TURNSTILE, TURNSTILE, "", "");
      };
    }
  }

  ProviderKind(
      String script,
      String endpoint,
      String widgetClass,
      String field,
      int longestResponse,
      Duration lifetime) {
    this.script = script;
    this.endpoint = endpoint;
    this.widgetClass = widgetClass;
    this.field = field;
    this.longestResponse = longestResponse;
    this.lifetime = lifetime;
  }

  /**
   * Reads a setting: {@code turnstile}, {@code recaptcha-v3}…
   *
   * @throws IllegalArgumentException with the words that are expected
   */
  public static ProviderKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "one of "
                        + Arrays.stream(values())
                            .map(ProviderKind::word)
                            .collect(Collectors.joining(", "))
                        + " is expected"));
  }

  /** As a setting, a pass and a metric have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String script() {
    return script;
  }

  String endpoint() {
    return endpoint;
  }

  /** Of the element that its script fills; empty where it shows nothing. */
  String widgetClass() {
    return widgetClass;
  }

  /** Form field that its answer comes in. */
  String field() {
    return field;
  }

  Duration lifetime() {
    return lifetime;
  }

  Sources sources() {
    return Sources.of(this);
  }

  boolean hasScore() {
    return this == RECAPTCHA_V3 || this == RECAPTCHA_ENTERPRISE;
  }

  boolean hasAction() {
    return hasScore() || this == TURNSTILE;
  }

  static boolean isTestSecret(String secret) {
    return TEST_SECRETS.contains(secret);
  }

  /** Whether a text can be an answer at all, before anybody is asked about it. */
  boolean couldAnswer(String response) {
    return !response.isEmpty()
        && response.length() <= longestResponse
        && response.chars().allMatch(ProviderKind::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "._~+/=:|-".indexOf(c) >= 0;
  }
}
