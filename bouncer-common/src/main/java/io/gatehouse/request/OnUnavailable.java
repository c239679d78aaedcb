package io.gatehouse.request;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done with a request about whose sender nobody can say what was decided. */
public enum OnUnavailable {
  /** It passes: it fails open. */
  PASS,
  /** Its sender is asked for a proof of work. */
  CHALLENGE,
  /** It is refused with 503: it fails closed. */
  DENY;

  /** The constant of this word, in any case. */
  public static Optional<OnUnavailable> parse(String word) {
    return Arrays.stream(values())
        .filter(value -> value.toString().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
