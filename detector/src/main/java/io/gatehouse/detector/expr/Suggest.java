package io.gatehouse.detector.expr;

import io.gatehouse.config.Suggestion;
import java.util.Collection;

/** The end of a message about an unknown word. */
final class Suggest {
  private Suggest() {}

  static String among(String word, Collection<String> known) {
    return Suggestion.of(word, known)
        .map(meant -> "; did you mean '" + meant + "'?")
        .orElseGet(() -> known.size() <= 12 ? "; expected " + String.join(", ", known) : "");
  }
}
