package io.gatehouse.servlet;

import io.gatehouse.bouncer.Setting;
import io.gatehouse.bouncer.SettingSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings as MicroProfile Config has them: Quarkus' {@code application.properties} with its
 * profiles, {@code microprofile-config.properties}, and whatever source the application adds.
 */
final class MicroProfileSettings {
  static final String NAME = "MicroProfile Config";

  private static final Logger log = LoggerFactory.getLogger(MicroProfileSettings.class);
  private static final String PROVIDER = "org/eclipse/microprofile/config/ConfigProvider.class";

  /** How sources name the parts of a list: {@code gatehouse.exclude[0]}. */
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");

  private static final Comparator<String> BY_INDEX =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private MicroProfileSettings() {}

  /** What a web application has; empty where it has no MicroProfile Config. */
  static Optional<SettingSource> find(ClassLoader application) {
    return isThere(application)
        ? config(application).map(MicroProfileSettings::of)
        : Optional.empty();
  }

  /**
   * Most applications lack the class, so that nothing may name it before this says yes. Where this
   * jar lies in a server's own folder, an application may have it and this class not.
   */
  private static boolean isThere(ClassLoader application) {
    return Stream.of(application, MicroProfileSettings.class.getClassLoader())
        .allMatch(loader -> loader.getResource(PROVIDER) != null);
  }

  private static Optional<Config> config(ClassLoader application) {
    try {
      return Optional.of(ConfigProvider.getConfig(application));
    } catch (IllegalStateException e) { // as a rule, the interface without an implementation
      log.info("no settings are taken from {}: {}", NAME, e.getMessage());
      return Optional.empty();
    }
  }

  /** What it says now; a name that begins as ours do and is none of them is a mistake. */
  static SettingSource of(Config config) {
    Map<String, String> texts = listed(config);
    // A source need not list what it has, so each is asked for by its name, too.
    Setting.all().stream()
        .map(Setting::property)
        .forEach(property -> text(config, property).ifPresent(text -> texts.put(property, text)));
    return SettingSource.of(NAME, texts);
  }

  private static Map<String, String> listed(Config config) {
    Set<String> names =
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .collect(Collectors.toUnmodifiableSet());
    return names.stream()
        .filter(name -> name.startsWith(Setting.PREFIX) && !isGuessed(name, names))
        .sorted(BY_INDEX)
        .collect(
            Collectors.toMap(
                name -> INDEX.matcher(name).replaceFirst(""),
                name -> text(config, name).orElse(""),
                (parts, part) -> parts + "," + part,
                HashMap::new));
  }

  /**
   * SmallRye Config lists a variable {@code GATEHOUSE_API_URL} as {@code gatehouse.api.url}, too.
   */
  private static boolean isGuessed(String name, Set<String> names) {
    return names.contains(Setting.variable(name));
  }

  /**
   * @throws NoSuchElementException if the value refers to one that is not there
   */
  private static Optional<String> text(Config config, String name) {
    String written = config.getConfigValue(name).getRawValue();
    return written == null || written.isBlank()
        ? Optional.empty()
        : Optional.of(config.getValue(name, String.class));
  }
}
