package io.gatehouse.servlet.spring;

import io.gatehouse.bouncer.Setting;
import io.gatehouse.bouncer.SettingSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings as Spring Boot has them: from properties, YAML lists, profiles, and the rest. */
final class SpringSettings implements SettingSource {
  private static final Bindable<List<String>> TEXTS = Bindable.listOf(String.class);

  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("gatehouse");

  private final Binder binder;
  private final Environment environment;

  SpringSettings(Environment environment) {
    this.binder = Binder.get(environment);
    this.environment = environment;
  }

  @Override
  public String name() {
    return "application";
  }

  /** A list in YAML is the same as a text with commas. */
  @Override
  public Optional<String> get(String property) {
    return Optional.ofNullable(binder.bind(property, TEXTS).orElse(null))
        .map(texts -> String.join(",", texts));
  }

  /** Variables of the environment are looked at by the source that knows their names. */
  @Override
  public Collection<String> unknown() {
    Set<ConfigurationPropertyName> known =
        Setting.all().stream()
            .map(key -> ConfigurationPropertyName.of(Setting.property(key)))
            .collect(Collectors.toUnmodifiableSet());
    Set<String> unknown = new TreeSet<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource names
          && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
        names.stream()
            .filter(OURS::isAncestorOf)
            .map(SpringSettings::withoutIndex)
            .filter(name -> !known.contains(name))
            .forEach(name -> unknown.add(name.toString()));
      }
    }
    return unknown;
  }

  /** An entry of a list stands for it. */
  private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
    return name.isLastElementIndexed() ? name.getParent() : name;
  }
}
