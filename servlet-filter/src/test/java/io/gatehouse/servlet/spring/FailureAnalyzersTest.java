package io.gatehouse.servlet.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.bouncer.SettingSource;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.servlet.Gatehouse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Spring Boot finds them, and tells what is wrong by their words. */
class FailureAnalyzersTest {
  @Test
  void of_wrong_settings_each_problem_is_told() {
    ConfigException wrong =
        new ConfigException(
            List.of(new ConfigProblem("application", 0, "'gatehouse.x' is unknown")));

    assertThat(description(SettingsFailureAnalyzer.class, wrong))
        .contains("application: 'gatehouse.x' is unknown");
  }

  @Test
  void a_file_of_decisions_that_is_not_there_is_named() {
    Map<String, String> settings = Map.of("gatehouse.decisions-file", "/nowhere/decisions.csv");
    LapiException missing =
        catchThrowableOfType(
            LapiException.class,
            () ->
                Gatehouse.open(
                    Gatehouse.settings(List.of(SettingSource.of("application", settings))),
                    new SimpleMeterRegistry(),
                    List.of()));

    assertThat(description(FileFailureAnalyzer.class, missing)).contains("/nowhere/decisions.csv");
  }

  private static String description(Class<? extends FailureAnalyzer> type, Exception cause) {
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(FailureAnalyzer.class, (factory, name, others) -> {})
        .stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow()
        .analyze(new IllegalStateException("no bean", cause))
        .getDescription();
  }
}
