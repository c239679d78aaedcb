package io.gatehouse.challenge;

import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@link ChallengeConfig} for every front end, whatever it is written in: keys {@code pass.*}
 * and {@code challenge.*}.
 */
public final class ChallengeReader {
  private static final String LIFETIME = "pass.lifetime";
  private static final String BIND = "pass.bind";
  private static final String DOMAIN = "pass.domain";
  private static final String PATH = "challenge.path";
  private static final String TEMPLATES = "challenge.templates";
  private static final String CONTACT = "challenge.contact-url";
  private static final String NOSCRIPT_WAIT = "challenge.noscript-wait";

  private final SettingTexts in;

  private ChallengeReader(SettingTexts in) {
    this.in = in;
  }

  /** Every key, in the order of the documentation. */
  public static List<SettingKey> keys() {
    List<SettingKey> keys = new ArrayList<>();
    keys.add(SettingKey.of(LIFETIME, "2h", "How long a solved challenge is good for"));
    keys.add(
        SettingKey.of(
            BIND,
            "ua+prefix",
            "What a pass belongs to: `none`, `ua`, `ip`, `prefix`, `asn`, `ua+ip`, `ua+prefix`,"
                + " `ua+asn`"));
    keys.add(SettingKey.of(DOMAIN, "", "Parent domain of the hosts that share passes"));
    keys.add(
        SettingKey.of(PATH, "/.gatehouse/", "Where our own pages lie, below the context path"));
    keys.addAll(CaptchaReader.keys());
    keys.add(SettingKey.of(TEMPLATES, "", "Directory with pages of your own"));
    keys.add(SettingKey.of(CONTACT, "", "Where a visitor can complain"));
    keys.add(
        SettingKey.of(
            NOSCRIPT_WAIT,
            "5s",
            "How long those without JavaScript wait instead of working; 0s for no such way"));
    return List.copyOf(keys);
  }

  /**
   * The configuration. Everything that is wrong, alone or together, has been rejected, and stands
   * there as the product's value or as it is written.
   */
  public static ChallengeConfig read(SettingTexts in) {
    ChallengeConfig config = new ChallengeReader(in).config();
    config.problems().forEach(in::reject);
    return config;
  }

  private ChallengeConfig config() {
    ChallengeConfig base = ChallengeConfig.DEFAULT;
    Duration wait =
        in.duration(NOSCRIPT_WAIT, base.noscriptWait().orElse(Duration.ZERO), Duration.ZERO);
    return new ChallengeConfig(
        pass(),
        base.pow(),
        base.lifetime(),
        base.attemptsPerToken(),
        base.attemptsPerMinute(),
        Optional.of(wait).filter(time -> !time.isZero()),
        in.text(CONTACT),
        in.text(PATH).orElse(base.path()),
        new CaptchaReader(in).read(),
        in.path(TEMPLATES));
  }

  private PassSettings pass() {
    PassSettings base = PassSettings.DEFAULT;
    return new PassSettings(
        in.duration(LIFETIME, base.lifetime(), Duration.ofSeconds(1)),
        base.noscriptLifetime(),
        in.value(BIND, base.binding(), Binding::parse),
        in.text(DOMAIN).map(name -> name.toLowerCase(Locale.ROOT)),
        base.mostPlaces(),
        base.placesWindow());
  }
}
