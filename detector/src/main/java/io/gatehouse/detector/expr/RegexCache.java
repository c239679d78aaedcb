package io.gatehouse.detector.expr;

import io.gatehouse.detector.regex.PatternException;
import io.gatehouse.detector.regex.SafePattern;
import java.util.LinkedHashMap;
import java.util.Map;

/** The patterns that one {@code matches} was last given, at most 64. Thread-safe. */
final class RegexCache {
  private static final int MAX = 64;

  private final Map<String, SafePattern> patterns =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SafePattern> eldest) {
          return size() > MAX;
        }
      };

  /** Compiled now, or before. */
  synchronized SafePattern get(String regex) throws EvaluationException {
    SafePattern known = patterns.get(regex);
    if (known != null) {
      return known;
    }
    try {
      SafePattern compiled = SafePattern.re2(regex);
      patterns.put(regex, compiled);
      return compiled;
    } catch (PatternException e) {
      throw new EvaluationException("matches: " + e.getMessage());
    }
  }
}
