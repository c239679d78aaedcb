package io.gatehouse.daemon.settings;

import io.gatehouse.bouncer.Setting;
import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import java.util.Optional;

/** The file's texts, with the defaults that differ from a servlet filter's. */
final class ForwardAuthTexts implements SettingTexts {
  /**
   * Nobody but a proxy ever asks the service, and where it listens by default, one on this host.
   */
  private static final SettingKey PROXIES =
      SettingKey.of(Setting.TRUSTED_PROXIES.key().name(), "loopback,unix", "");

  private final SettingTexts file;

  ForwardAuthTexts(SettingTexts file) {
    this.file = file;
  }

  @Override
  public String text(SettingKey key) {
    return file.text(key.name().equals(PROXIES.name()) ? PROXIES : key);
  }

  @Override
  public Optional<String> text(String key) {
    return file.text(key);
  }

  @Override
  public Secret secret(String key) {
    return file.secret(key);
  }

  @Override
  public void reject(String key, String reason) {
    file.reject(key, reason);
  }

  @Override
  public void reject(String problem) {
    file.reject(problem);
  }
}
