package io.gatehouse.detector.expr;

import java.util.ArrayList;
import java.util.List;

/** Lists that are made while an expression runs. */
final class Lists {
  private Lists() {}

  /** Whole numbers from the first to the last. */
  static List<Object> range(Evaluation e, long first, long last) throws EvaluationException {
    if (last < first) {
      return List.of();
    }
    long count = last - first + 1;
    e.steps(count <= 0 ? Long.MAX_VALUE : count);
    List<Object> numbers = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  /** An index from the end is negative; what lies outside is cut off. */
  static int clamp(long index, int size) {
    long fromStart = index < 0 ? index + size : index;
    return (int) Math.max(0, Math.min(size, fromStart));
  }
}
