package io.gatehouse.servlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ForwardedHeadersTest {
  @ParameterizedTest
  @CsvSource({"native, true", "NATIVE, true", "framework, false", "none, false"})
  void a_native_strategy_off_tomcat_is_warned_of(String strategy, boolean warned) {
    assertThat(warning(Map.of("server.forward-headers-strategy", strategy), false).isPresent())
        .isEqualTo(warned);
  }

  @Test
  void so_is_a_cloud_platform_that_makes_it_the_default() {
    Map<String, Object> kubernetes = Map.of("spring.main.cloud-platform", "kubernetes");

    assertThat(warning(kubernetes, false)).get().asString().contains("trusted-proxies");
    Map<String, Object> switchedOff = new HashMap<>(kubernetes);
    switchedOff.put("server.forward-headers-strategy", "none");
    assertThat(warning(switchedOff, false)).isEmpty();
  }

  @Test
  void tomcats_valve_is_trusted() {
    assertThat(warning(Map.of("server.forward-headers-strategy", "native"), true)).isEmpty();
    assertThat(warning(Map.of(), false)).isEmpty();
  }

  private static Optional<String> warning(Map<String, Object> properties, boolean onTomcat) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return ForwardedHeaders.warning(environment, onTomcat);
  }
}
