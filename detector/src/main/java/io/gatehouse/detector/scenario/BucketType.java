package io.gatehouse.detector.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a bucket decides that it is full. */
enum BucketType {
  /** Drops come faster than they leak. */
  LEAKY,
  /** One event is enough. */
  TRIGGER,
  /** A time has passed since the first event. */
  COUNTER,
  /** A condition over its events is true. */
  CONDITIONAL,
  /** The probability of an attack, given its events, is high. */
  BAYESIAN;

  /** Its word in a scenario. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static BucketType of(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + words() + " is expected"));
  }

  private static String words() {
    return Arrays.stream(values()).map(BucketType::word).collect(Collectors.joining(", "));
  }
}
