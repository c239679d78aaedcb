package io.gatehouse.detector.regex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the texts that a part of an expression matches.
 *
 * @param exact the only text that it matches, or null
 * @param required lists of texts: of each list, one must occur in a match
 * @param zeroWidth whether it looks without consuming
 */
record Piece(@Nullable String exact, List<List<String>> required, boolean zeroWidth) {
  /** More alternatives than that are not worth looking for. */
  private static final int MAX_ALTERNATIVES = 8;

  /** More lists than that cost more than they save. */
  private static final int MAX_LISTS = 3;

  /** One character says nothing. */
  private static final int MIN_LENGTH = 2;

  /** Beyond that length, a text is as rare as it will be. */
  private static final int LONG = 12;

  static final Piece UNKNOWN = new Piece(null, List.of(), false);
  static final Piece NOTHING = new Piece("", List.of(), true);

  static Piece literal(String text) {
    return new Piece(text, List.of(), false);
  }

  /** At least one time. */
  Piece repeated() {
    return new Piece(null, needed(), false);
  }

  private List<List<String>> needed() {
    boolean worthy = exact != null && exact.length() >= MIN_LENGTH;
    return worthy ? List.of(List.of(exact)) : required;
  }

  static Piece either(List<Piece> branches) {
    if (branches.size() == 1) {
      return branches.get(0);
    }
    List<String> all = new ArrayList<>();
    for (Piece branch : branches) {
      List<List<String>> needed = branch.needed();
      if (needed.isEmpty()) {
        return UNKNOWN;
      }
      all.addAll(needed.get(0));
    }
    return all.size() > MAX_ALTERNATIVES
        ? UNKNOWN
        : new Piece(null, List.of(List.copyOf(all)), false);
  }

  static Piece sequence(List<Piece> parts) {
    StringBuilder run = new StringBuilder();
    List<List<String>> found = new ArrayList<>();
    boolean exact = true;
    for (Piece part : parts) {
      if (part.exact != null) {
        run.append(part.exact);
      } else {
        found.addAll(literal(run.toString()).needed());
        found.addAll(part.required);
        run.setLength(0);
        exact = false;
      }
    }
    if (exact) {
      return literal(run.toString());
    }
    found.addAll(literal(run.toString()).needed());
    return new Piece(null, best(found), false);
  }

  private static List<List<String>> best(List<List<String>> found) {
    Comparator<List<String>> rarest = Comparator.comparingInt(Piece::score);
    return found.stream().distinct().sorted(rarest.reversed()).limit(MAX_LISTS).toList();
  }

  /** Long texts are rare, and few are quickly looked for. */
  private static int score(List<String> texts) {
    int shortest = texts.stream().mapToInt(String::length).min().orElse(-1);
    return 4 * Math.min(shortest, LONG) - texts.size();
  }
}
