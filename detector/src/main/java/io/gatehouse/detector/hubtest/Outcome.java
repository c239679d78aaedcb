package io.gatehouse.detector.hubtest;

import java.util.List;

/**
 * How a test went.
 *
 * @param name the test's
 * @param failures what did not hold, one line each; empty where all is well
 */
public record Outcome(String name, List<String> failures) {
  public Outcome {
    failures = List.copyOf(failures);
  }

  /** Whether everything held. */
  public boolean success() {
    return failures.isEmpty();
  }
}
