package io.gatehouse.bouncer;

import io.gatehouse.config.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A place where settings are written. */
public interface SettingSource {
  /** What each variable of ours begins with. */
  String VARIABLE_PREFIX = Setting.variable(Setting.PREFIX);

  /** So many wrong letters are a slip. */
  int SLIPS = 2;

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
    Properties properties = System.getProperties();
    return of(
        "system property",
        properties.stringPropertyNames().stream()
            .filter(name -> name.startsWith(Setting.PREFIX))
            .collect(Collectors.toUnmodifiableMap(Function.identity(), properties::getProperty)));
  }

  /** The environment, as {@code GATEHOUSE_API_URL}. */
  static SettingSource environment() {
    return environment(System.getenv());
  }

  /**
   * These variables. One whose name is no setting's is a mistake only where it is spelled nearly as
   * one: others may be somebody else's, as those that Kubernetes sets for a service of our name.
   */
  static SettingSource environment(Map<String, String> variables) {
    return new SettingSource() {
      @Override
      public String name() {
        return "environment";
      }

      @Override
      public Optional<String> get(String property) {
        return Optional.ofNullable(variables.get(Setting.variable(property)));
      }

      @Override
      public Collection<String> unknown() {
        Set<String> known =
            Setting.all().stream()
                .map(key -> Setting.variable(Setting.property(key)))
                .collect(Collectors.toUnmodifiableSet());
        return variables.keySet().stream()
            .filter(name -> name.startsWith(VARIABLE_PREFIX) && !known.contains(name))
            .filter(name -> Suggestion.within(SLIPS, name, known))
            .sorted()
            .toList();
      }
    };
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
}
