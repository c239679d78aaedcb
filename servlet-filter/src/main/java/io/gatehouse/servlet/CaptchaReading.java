package io.gatehouse.servlet;

import io.gatehouse.challenge.CaptchaSettings;
import io.gatehouse.challenge.CaptchaSettings.OnFailure;
import io.gatehouse.challenge.CaptchaSettings.TestKeys;
import io.gatehouse.challenge.ProviderKind;
import io.gatehouse.challenge.ProviderSettings;
import io.gatehouse.config.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads who asks for a captcha. */
final class CaptchaReading {
  private final SettingReader in;

  CaptchaReading(SettingReader in) {
    this.in = in;
  }

  CaptchaSettings read() {
    OnFailure onFailure =
        in.read(
            Setting.CHALLENGE_ON_PROVIDER_FAILURE,
            text ->
                switch (text) {
                  case "pow" -> Optional.of(OnFailure.POW);
                  case "deny" -> Optional.of(OnFailure.DENY);
                  default -> Optional.empty();
                },
            "pow or deny");
    boolean testKeys = in.flag(Setting.CHALLENGE_ALLOW_TEST_KEYS);
    return new CaptchaSettings(
        providers(),
        onFailure,
        CaptchaSettings.NONE.timeout(),
        testKeys ? TestKeys.ALLOWED : TestKeys.REFUSED);
  }

  /** The built-in proof of work comes last anyhow, so that naming it changes nothing. */
  private List<ProviderSettings> providers() {
    List<String> names =
        in.list(Setting.CHALLENGE_PROVIDERS).stream().filter(name -> !name.equals("pow")).toList();
    List<String> siteKeys = in.list(Setting.CHALLENGE_SITE_KEYS);
    List<String> secrets = in.list(Setting.CHALLENGE_SECRET_KEYS);
    require(Setting.CHALLENGE_SITE_KEYS, siteKeys.size(), names.size());
    require(Setting.CHALLENGE_SECRET_KEYS, secrets.size(), names.size());
    List<ProviderSettings> providers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<ProviderKind> kind = kind(names.get(i));
      if (kind.isPresent() && i < siteKeys.size() && i < secrets.size()) {
        providers.add(
            ProviderSettings.of(kind.get(), siteKeys.get(i), Secret.of(secrets.get(i)))
                .inProject(in.text(Setting.CHALLENGE_PROJECT)));
      }
    }
    return providers;
  }

  private void require(Setting keys, int given, int wanted) {
    if (given != wanted) {
      in.problem(keys, "there are " + given + " keys for " + wanted + " providers");
    }
  }

  private Optional<ProviderKind> kind(String name) {
    Optional<ProviderKind> found =
        Arrays.stream(ProviderKind.values()).filter(kind -> word(kind).equals(name)).findFirst();
    if (found.isEmpty()) {
      in.problem(
          Setting.CHALLENGE_PROVIDERS,
          "'"
              + name
              + "' is none of "
              + String.join(", ", Arrays.stream(ProviderKind.values()).map(this::word).toList()));
    }
    return found;
  }

  private String word(ProviderKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
