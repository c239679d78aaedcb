package io.gatehouse.bouncer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A place where settings are written. */
public interface SettingSource {

  /** For messages: {@code filter}, {@code environment}. */
  String name();

  /** What it says about a property, such as {@code gatehouse.api-url}. */
  Optional<String> get(String property);

  /** What it says that looks like one of ours and is none. */
  default Collection<String> unknown() {
    return List.of();
  }

  /** System properties. */
  static SettingSource systemProperties() {
    return of("system property", key -> Optional.ofNullable(System.getProperty(key)));
  }

  /** The environment, as {@code GATEHOUSE_API_URL}. */
  static SettingSource environment() {
    Map<String, String> variables = System.getenv();
    return of("environment", key -> Optional.ofNullable(variables.get(Setting.variable(key))));
  }

  /** A map by property; one of an unknown name is a mistake. */
  static SettingSource of(String name, Map<String, String> texts) {
    return new SettingSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> get(String property) {
        return Optional.ofNullable(texts.get(property));
      }

      @Override
      public Collection<String> unknown() {
        Set<String> known =
            Setting.all().stream().map(Setting::property).collect(Collectors.toUnmodifiableSet());
        return texts.keySet().stream()
            .filter(key -> key.startsWith(Setting.PREFIX) && !known.contains(key))
            .sorted()
            .toList();
      }
    };
  }

  private static SettingSource of(String name, Function<String, Optional<String>> lookup) {
    return new SettingSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> get(String property) {
        return lookup.apply(property);
      }
    };
  }
}
