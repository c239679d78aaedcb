package io.gatehouse.detector.regex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many patterns at once: one pass over the text finds which of their literals occur, and only those
 * patterns are searched for, besides those without a literal. Immutable and thread-safe.
 */
public final class PatternSet {
  private final List<SafePattern> free = new ArrayList<>();
  private final List<List<SafePattern>> byWord = new ArrayList<>();
  private final WordSearch words;

  private PatternSet(List<SafePattern> patterns) {
    Map<String, List<SafePattern>> byLiteral = new LinkedHashMap<>();
    for (SafePattern pattern : patterns) {
      if (pattern.literals().isEmpty()) {
        free.add(pattern);
      }
      for (String literal : pattern.literals()) {
        byLiteral.computeIfAbsent(literal, each -> new ArrayList<>()).add(pattern);
      }
    }
    byWord.addAll(byLiteral.values());
    words = WordSearch.of(new ArrayList<>(byLiteral.keySet()));
  }

  /** For those patterns. */
  public static PatternSet of(List<SafePattern> patterns) {
    return new PatternSet(patterns);
  }

  /**
   * Whether one of them matches somewhere.
   *
   * @throws PatternBudgetException if the text makes a search too costly
   */
  public boolean find(String text) throws PatternBudgetException {
    if (!byWord.isEmpty() && words.find(text) && findByWord(text)) {
      return true;
    }
    for (SafePattern pattern : free) {
      if (pattern.find(text)) {
        return true;
      }
    }
    return false;
  }

  private boolean findByWord(String text) throws PatternBudgetException {
    boolean[] found = new boolean[byWord.size()];
    words.all(text, found);
    for (int i = 0; i < found.length; i++) {
      if (found[i]) {
        for (SafePattern pattern : byWord.get(i)) {
          if (pattern.find(text)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
