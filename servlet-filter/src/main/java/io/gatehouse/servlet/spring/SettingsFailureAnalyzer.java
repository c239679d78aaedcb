package io.gatehouse.servlet.spring;

import io.gatehouse.config.ConfigException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells wrong settings in Spring Boot's own words, without a stack trace. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<ConfigException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, ConfigException cause) {
    return new FailureAnalysis(
        "Gatehouse cannot start with these settings:\n\n" + cause.getMessage(),
        "Correct them. All that there are begin with 'gatehouse.', in application.properties for"
            + " example.",
        cause);
  }
}
