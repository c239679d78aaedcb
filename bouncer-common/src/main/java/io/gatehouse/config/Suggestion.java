package io.gatehouse.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that somebody probably meant: at most a third of its letters differ. */
public final class Suggestion {
  private Suggestion() {}

  /** The known word, unless all of them are too different. */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Whether at most so many letters are other than in one of the known words. */
  public static boolean within(int letters, String word, Collection<String> known) {
    return known.stream().anyMatch(candidate -> distance(word, candidate) <= letters);
  }

  /** Levenshtein's distance, by rows; '-' and '_' count as the same, and so do cases. */
  static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (same(left.charAt(i - 1), right.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  private static boolean same(char a, char b) {
    return canonical(a) == canonical(b);
  }

  private static char canonical(char c) {
    return c == '-' ? '_' : Character.toLowerCase(c);
  }
}
