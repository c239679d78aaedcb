package io.gatehouse.servlet.spring;

import io.gatehouse.bouncer.SettingSource;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Settings as Spring Boot has them: from properties, YAML lists, profiles, and the rest. */
final class SpringSettings implements SettingSource {
  private static final Bindable<List<String>> TEXTS = Bindable.listOf(String.class);

  private final Binder binder;

  SpringSettings(Environment environment) {
    this.binder = Binder.get(environment);
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
}
