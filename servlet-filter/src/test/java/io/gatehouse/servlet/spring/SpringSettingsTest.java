package io.gatehouse.servlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SpringSettingsTest {
  private final StandardEnvironment environment = new StandardEnvironment();

  private SpringSettings settings(Map<String, Object> properties) {
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return new SpringSettings(environment);
  }

  @Test
  void a_list_is_the_same_as_a_text_with_commas() {
    SpringSettings settings =
        settings(Map.of("gatehouse.exclude[0]", "/a", "gatehouse.exclude[1]", "/b/*"));

    assertThat(settings.get("gatehouse.exclude")).contains("/a,/b/*");
    assertThat(settings.unknown()).isEmpty();
  }

  @Test
  void a_property_of_ours_that_is_none_is_told() {
    SpringSettings settings =
        settings(
            Map.of(
                "gatehouse.on-lapi-falure", "deny",
                "gatehouse.updateFrequency", "10s",
                "gatehouse.challenge.hcaptcha.site-key", "k",
                "gatehouses.mode", "live"));

    assertThat(settings.unknown()).containsExactly("gatehouse.on-lapi-falure");
  }

  @Test
  void variables_of_the_environment_are_left_to_their_own_source() {
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "variables", Map.of("GATEHOUSE_SERVICE_HOST", "10.0.0.1")));

    assertThat(new SpringSettings(environment).unknown()).isEmpty();
  }
}
