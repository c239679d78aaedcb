package io.gatehouse.detector.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the texts that a part of an expression matches.
 *
 * @param exact the only text that it matches, or null
 * @param required texts of which one must occur in a match; empty if none is known
 * @param zeroWidth whether it looks without consuming
 */
record Piece(@Nullable String exact, List<String> required, boolean zeroWidth) {
  /** More alternatives than that are not worth looking for. */
  private static final int MAX_ALTERNATIVES = 8;

  /** One character says nothing. */
  private static final int MIN_LENGTH = 2;

  static final Piece UNKNOWN = new Piece(null, List.of(), false);
  static final Piece NOTHING = new Piece("", List.of(), true);

  static Piece literal(String text) {
    return new Piece(text, List.of(), false);
  }

  /** At least one time. */
  Piece repeated() {
    return new Piece(null, needed(), false);
  }

  /** The same, forgotten outside of a look-around. */
  static Piece look() {
    return NOTHING;
  }

  private List<String> needed() {
    boolean worthy = exact != null && exact.length() >= MIN_LENGTH;
    return worthy ? List.of(exact) : required;
  }

  static Piece either(List<Piece> branches) {
    if (branches.size() == 1) {
      return branches.get(0);
    }
    List<String> all = new ArrayList<>();
    for (Piece branch : branches) {
      if (branch.needed().isEmpty()) {
        return UNKNOWN;
      }
      all.addAll(branch.needed());
    }
    return all.size() > MAX_ALTERNATIVES ? UNKNOWN : new Piece(null, List.copyOf(all), false);
  }

  static Piece sequence(List<Piece> parts) {
    StringBuilder run = new StringBuilder();
    List<String> best = List.of();
    boolean exact = true;
    for (Piece part : parts) {
      if (part.exact != null) {
        run.append(part.exact);
      } else {
        best = better(better(best, literal(run.toString()).needed()), part.required);
        run.setLength(0);
        exact = false;
      }
    }
    if (exact) {
      return new Piece(run.toString(), List.of(), false);
    }
    return new Piece(null, better(best, literal(run.toString()).needed()), false);
  }

  private static List<String> better(List<String> a, List<String> b) {
    return score(b) > score(a) ? b : a;
  }

  /** Long texts are rare, and few are quickly looked for. */
  private static int score(List<String> texts) {
    int shortest = texts.stream().mapToInt(String::length).min().orElse(-1);
    return 4 * Math.min(shortest, 12) - texts.size();
  }
}
