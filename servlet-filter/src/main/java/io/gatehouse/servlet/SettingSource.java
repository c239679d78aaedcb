package io.gatehouse.servlet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A place where settings are written. */
public interface SettingSource {

  /** For messages: {@code filter}, {@code environment}. */
  String name();

  /** What it says about a setting. */
  Optional<String> get(Setting setting);

  /** What it says that looks like one of ours and is none. */
  default Collection<String> unknown() {
    return List.of();
  }

  /** System properties by the name of the setting. */
  static SettingSource systemProperties() {
    return of("system property", key -> Optional.ofNullable(System.getProperty(key.property())));
  }

  /** The environment, as {@code GATEHOUSE_API_URL}. */
  static SettingSource environment() {
    Map<String, String> variables = System.getenv();
    return of("environment", key -> Optional.ofNullable(variables.get(key.variable())));
  }

  /** A map by the names of the settings; one of an unknown name is a mistake. */
  static SettingSource of(String name, Map<String, String> texts) {
    return new SettingSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> get(Setting setting) {
        return Optional.ofNullable(texts.get(setting.property()));
      }

      @Override
      public Collection<String> unknown() {
        return texts.keySet().stream()
            .filter(key -> key.startsWith(Setting.PREFIX) && Setting.of(key).isEmpty())
            .sorted()
            .toList();
      }
    };
  }

  private static SettingSource of(String name, Function<Setting, Optional<String>> lookup) {
    return new SettingSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> get(Setting setting) {
        return lookup.apply(setting);
      }
    };
  }
}
