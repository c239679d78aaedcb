package io.gatehouse.detector.expr;

import io.gatehouse.detector.regex.PatternBudgetException;
import io.gatehouse.detector.regex.SafePattern;
import org.jspecify.annotations.Nullable;

/** Regular expressions on the texts of an evaluation. */
final class Matching {
  private Matching() {}

  /** Whether the pattern is found; never in nil. */
  static boolean find(SafePattern pattern, @Nullable String text) throws EvaluationException {
    try {
      return text != null && pattern.find(text);
    } catch (PatternBudgetException e) {
      throw new EvaluationException("matches: " + e.getMessage());
    }
  }
}
