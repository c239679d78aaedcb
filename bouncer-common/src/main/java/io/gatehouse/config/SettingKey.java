package io.gatehouse.config;

/**
 * A setting that several front ends have, each in its own spelling.
 *
 * @param name such as {@code challenge.on-provider-failure}: {@code gatehouse.challenge.…} as a
 *     property, {@code GATEHOUSE_CHALLENGE_…} in the environment, {@code challenge:
 *     {on_provider_failure: …}} in YAML
 * @param defaultText as it would be written; empty for none
 * @param description for people, without a full stop
 * @param kind whether its value may be shown
 */
public record SettingKey(String name, String defaultText, String description, Kind kind) {

  /** Whether a value may be shown. */
  public enum Kind {
    /** To everybody who reads logs. */
    SHOWN,
    /** To nobody. */
    SECRET
  }

  /** One whose value may be shown. */
  public static SettingKey of(String name, String defaultText, String description) {
    return new SettingKey(name, defaultText, description, Kind.SHOWN);
  }

  /** One whose value is a secret. */
  public static SettingKey secret(String name, String description) {
    return new SettingKey(name, "", description, Kind.SECRET);
  }

  /** The same in a section, whose name ends in a dot. */
  public SettingKey below(String section) {
    return new SettingKey(section + name, defaultText, description, kind);
  }
}
