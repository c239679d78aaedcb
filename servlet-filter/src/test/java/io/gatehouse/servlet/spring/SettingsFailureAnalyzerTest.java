package io.gatehouse.servlet.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class SettingsFailureAnalyzerTest {
  @Test
  void spring_boot_finds_it_and_tells_each_problem() {
    ConfigException wrong =
        new ConfigException(
            List.of(new ConfigProblem("application", 0, "'gatehouse.x' is unknown")));
    FailureAnalyzer found =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, (type, name, others) -> {})
            .stream()
            .filter(SettingsFailureAnalyzer.class::isInstance)
            .findFirst()
            .orElseThrow();

    assertThat(found.analyze(new IllegalStateException("no bean", wrong)).getDescription())
        .contains("application: 'gatehouse.x' is unknown");
  }
}
