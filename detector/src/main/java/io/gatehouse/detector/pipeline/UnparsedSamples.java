package io.gatehouse.detector.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last lines of each source that no parser knew, so that an operator sees what is missing. A
 * few lines of a few sources, cut where they are long. Thread-safe.
 */
public final class UnparsedSamples {
  static final int LINES = 10;
  static final int SOURCES = 100;
  static final int LENGTH = 1_000;

  private final Map<String, Deque<String>> lines = new LinkedHashMap<>();

  UnparsedSamples() {}

  synchronized void add(String source, String line) {
    Deque<String> known = lines.get(source);
    if (known == null) {
      if (lines.size() >= SOURCES) {
        return;
      }
      known = new ArrayDeque<>(LINES);
      lines.put(source, known);
    }
    if (known.size() == LINES) {
      known.removeFirst();
    }
    known.addLast(line.length() <= LENGTH ? line : line.substring(0, LENGTH));
  }

  /** By source, oldest first. */
  public synchronized Map<String, List<String>> bySource() {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    lines.forEach((source, known) -> copy.put(source, List.copyOf(known)));
    return copy;
  }
}
