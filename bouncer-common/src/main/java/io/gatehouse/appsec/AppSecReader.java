package io.gatehouse.appsec;

import io.gatehouse.appsec.AppSecConfig.OnBodyTooLarge;
import io.gatehouse.appsec.AppSecConfig.Requests;
import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import io.gatehouse.decision.Remediation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@link AppSecConfig} for every front end, whatever it is written in: keys {@code appsec.*}.
 */
public final class AppSecReader {
  private static final String URL = "appsec.url";
  private static final String API_KEY = "appsec.api-key";
  private static final String CONNECT_TIMEOUT = "appsec.connect-timeout";
  private static final String TIMEOUT = "appsec.timeout";
  private static final String ON_FAILURE = "appsec.on-failure";
  private static final String ALWAYS_SEND = "appsec.always-send";
  private static final String MAX_BODY = "appsec.max-body";
  private static final String ON_BODY_TOO_LARGE = "appsec.on-body-too-large";

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(KiB|MiB)?");

  /** A body is held in memory, so that nobody should want more. */
  private static final long LARGEST_BODY = 64L * 1024 * 1024;

  private AppSecReader() {}

  /** Every key, in the order of the documentation. */
  public static List<SettingKey> keys() {
    return List.of(
        SettingKey.of(
            URL,
            "",
            "CrowdSec's AppSec component, such as `http://127.0.0.1:7422/`; empty for none"),
        SettingKey.secret(API_KEY, "Key that it is asked with; empty for the one of LAPI"),
        SettingKey.of(CONNECT_TIMEOUT, "100ms", "How long a connection to it may take"),
        SettingKey.of(TIMEOUT, "500ms", "How long a request waits for its verdict"),
        SettingKey.of(ON_FAILURE, "pass", "Where no verdict comes: `pass`, `captcha` or `deny`"),
        SettingKey.of(
            ALWAYS_SEND, "false", "Whether it is also shown the requests that are refused anyhow"),
        SettingKey.of(
            MAX_BODY,
            "1MiB",
            "Longest body that is held in memory and shown to it, such as `512KiB`"),
        SettingKey.of(
            ON_BODY_TOO_LARGE,
            "headers-only",
            "With a body that is longer or cannot be held: `headers-only`, `partial`, `allow` or"
                + " `deny`"));
  }

  /**
   * The configuration; empty where there is no such component, or a mistake, which has been
   * rejected.
   *
   * @param lapiKey the key where no other is given
   */
  public static Optional<AppSecConfig> read(SettingTexts in, Secret lapiKey) {
    Secret own = in.secret(API_KEY);
    AppSecConfig base = AppSecConfig.of("http://127.0.0.1:7422/", Secret.of("none"));
    Duration connect = in.duration(CONNECT_TIMEOUT, base.connectTimeout(), LEAST);
    Duration timeout = in.duration(TIMEOUT, base.timeout(), LEAST);
    Remediation onFailure = in.value(ON_FAILURE, base.onFailure(), AppSecReader::onFailure);
    Requests requests = in.flag(ALWAYS_SEND, false) ? Requests.ALL : Requests.PASSING;
    int maxBody = in.value(MAX_BODY, base.maxBodyBytes(), AppSecReader::size);
    OnBodyTooLarge beyond =
        in.value(ON_BODY_TOO_LARGE, base.onBodyTooLarge(), AppSecReader::onBodyTooLarge);
    return in.text(URL)
        .flatMap(
            url -> {
              try {
                return Optional.of(
                    new AppSecConfig(
                        url,
                        own.isEmpty() ? lapiKey : own,
                        connect,
                        timeout,
                        onFailure,
                        requests,
                        maxBody,
                        beyond));
              } catch (IllegalArgumentException e) {
                in.reject(URL, String.valueOf(e.getMessage()));
                return Optional.empty();
              }
            });
  }

  /** Besides our words, those of CrowdSec's bouncers. */
  private static Remediation onFailure(String text) {
    return switch (text) {
      case "pass", "passthrough", "allow" -> Remediation.OBSERVE;
      case "captcha" -> Remediation.CAPTCHA;
      case "deny", "ban" -> Remediation.BAN;
      default -> throw new IllegalArgumentException("pass, captcha or deny is expected");
    };
  }

  private static int size(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("a size such as 65536, 512KiB or 1MiB is expected");
    }
    String unit = size.group(2) == null ? "" : size.group(2);
    long factor = unit.equals("MiB") ? 1024 * 1024 : unit.equals("KiB") ? 1024 : 1;
    long bytes = Long.parseLong(size.group(1)) * factor;
    if (bytes > LARGEST_BODY) {
      throw new IllegalArgumentException("at most 64MiB is expected: it is held in memory");
    }
    return (int) bytes;
  }

  private static OnBodyTooLarge onBodyTooLarge(String text) {
    for (OnBodyTooLarge action : OnBodyTooLarge.values()) {
      if (action.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return action;
      }
    }
    throw new IllegalArgumentException("headers-only, partial, allow or deny is expected");
  }
}
