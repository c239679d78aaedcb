package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.bouncer.BouncerSettings;
import io.gatehouse.bouncer.SettingSource;
import io.gatehouse.config.ConfigException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MicroProfileSettingsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void properties_of_the_application_are_settings() throws Exception {
    BouncerSettings settings =
        read(config(Map.of("gatehouse.signing-key", KEY, "gatehouse.dry-run", "true")));

    assertThat(settings.dryRun()).isTrue();
    assertThat(settings.table()).contains("gatehouse.signing-key=***");
  }

  @Test
  void an_unknown_property_is_refused_with_the_one_that_was_meant() {
    assertThatThrownBy(() -> read(config(Map.of("gatehouse.dryrun", "true"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(MicroProfileSettings.NAME)
        .hasMessageContaining("'gatehouse.dryrun' is unknown; did you mean 'gatehouse.dry-run'?");
  }

  @Test
  void what_is_wrong_is_told_with_the_place_and_without_the_secret() {
    assertThatThrownBy(
            () -> read(config(Map.of("gatehouse.mode", "fast", "gatehouse.signing-key", "short"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("MicroProfile Config: gatehouse.mode: 'fast'")
        .hasMessageContaining("gatehouse.signing-key")
        .hasMessageNotContaining("short");
  }

  @Test
  void a_variable_is_taken_for_what_it_means_and_not_for_what_its_name_might_mean()
      throws Exception {
    SmallRyeConfig config =
        builder(Map.of())
            .withSources(new EnvConfigSource(Map.of("GATEHOUSE_DRY_RUN", "true"), 300))
            .build();

    assertThat(config.getPropertyNames()).contains("gatehouse.dry.run");
    assertThat(read(config).dryRun()).isTrue();
  }

  @Test
  void properties_of_the_active_profile_come_first() throws Exception {
    SmallRyeConfig config =
        builder(Map.of("gatehouse.dry-run", "true", "%prod.gatehouse.dry-run", "false"))
            .withProfile("prod")
            .build();

    assertThat(read(config).dryRun()).isFalse();
  }

  @Test
  void a_list_of_one_line_each_is_the_same_as_one_with_commas() {
    Map<String, String> lines = new HashMap<>();
    for (int i = 0; i < 11; i++) {
      lines.put("gatehouse.exclude[" + i + "]", "/" + i);
    }

    assertThat(MicroProfileSettings.of(config(lines)).get("gatehouse.exclude"))
        .contains("/0,/1,/2,/3,/4,/5,/6,/7,/8,/9,/10");
  }

  @Test
  void a_property_that_no_source_lists_is_found() throws Exception {
    SmallRyeConfig config = builder(Map.of()).withSources(new Unlisted()).build();

    assertThat(read(config).dryRun()).isTrue();
  }

  @Test
  void a_value_that_refers_to_nothing_is_no_empty_one() {
    SmallRyeConfig config = config(Map.of("gatehouse.signing-key", "${NOWHERE}"));

    assertThatThrownBy(() -> read(config))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("NOWHERE")
        .hasMessageContaining("gatehouse.signing-key");
  }

  @Test
  void an_empty_value_leaves_the_default() throws Exception {
    assertThat(read(config(Map.of("gatehouse.dry-run", ""))).dryRun()).isFalse();
  }

  @Test
  void an_application_without_microprofile_config_has_nothing() throws Exception {
    try (URLClassLoader nothing =
        new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
      assertThat(MicroProfileSettings.find(nothing)).isEmpty();
    }
  }

  @Test
  void an_application_with_it_has_its_configuration() {
    assertThat(MicroProfileSettings.find(getClass().getClassLoader()))
        .map(SettingSource::name)
        .contains(MicroProfileSettings.NAME);
  }

  private static BouncerSettings read(SmallRyeConfig config) throws ConfigException {
    return Gatehouse.settings(
        List.of(
            MicroProfileSettings.of(config),
            SettingSource.of("test", Map.of("gatehouse.decisions-file", "decisions.csv"))));
  }

  private static SmallRyeConfig config(Map<String, String> texts) {
    return builder(texts).build();
  }

  private static SmallRyeConfigBuilder builder(Map<String, String> texts) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(texts, "application.properties", 250));
  }

  /** Knows one property, as a vault does, and lists none. */
  private static final class Unlisted extends PropertiesConfigSource {
    private static final long serialVersionUID = 1;

    Unlisted() {
      super(Map.of("gatehouse.dry-run", "true"), "vault", 100);
    }

    @Override
    public Set<String> getPropertyNames() {
      return Set.of();
    }
  }
}
