package io.gatehouse.servlet.spring;

import io.gatehouse.lapi.LapiException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells of a file that cannot be used, one of decisions or of keys, without a stack trace. */
final class FileFailureAnalyzer extends AbstractFailureAnalyzer<LapiException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, LapiException cause) {
    return new FailureAnalysis(
        "Gatehouse cannot start: " + cause.getMessage(),
        "Correct the file, or the setting that names it.",
        cause);
  }
}
