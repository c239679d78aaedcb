package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfInt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The loops behind the predicate functions. Every element looked at costs a step. */
final class Folds {
  /** An element that is its own answer. */
  static final Test ITSELF = new Test(-1, e -> false, false);

  private static final Set<String> TESTS =
      Set.of(
          "all",
          "none",
          "any",
          "one",
          "filter",
          "count",
          "find",
          "findIndex",
          "findLast",
          "findLastIndex");

  private Folds() {}

  /**
   * A closure that says yes or no to the element in a slot.
   *
   * @param alone whether it looks at that element alone, so that its answer can be remembered
   */
  record Test(int slot, OfBool body, boolean alone) {
    boolean of(Evaluation e, @Nullable Object element, int index) throws EvaluationException {
      if (slot < 0) {
        return Boolean.TRUE.equals(element);
      }
      enter(e, slot, element, index);
      return body.test(e);
    }
  }

  static boolean tests(String name) {
    return TESTS.contains(name);
  }

  private static void enter(Evaluation e, int slot, @Nullable Object element, int index)
      throws EvaluationException {
    e.step();
    e.put(slot, element);
    e.put(slot + 1, (long) index);
  }

  private static List<?> items(Evaluation e, Code list) throws EvaluationException {
    return Coerce.list(list.value(e), "a closure");
  }

  /** Looks for the first element that answers {@code sought}. */
  static OfBool until(Code list, Test test, boolean sought, boolean found) {
    return e -> {
      List<?> items = items(e, list);
      for (int i = 0; i < items.size(); i++) {
        if (test.of(e, items.get(i), i) == sought) {
          return found;
        }
      }
      return !found;
    };
  }

  static OfInt count(Code list, Test test) {
    return e -> {
      List<?> items = items(e, list);
      if (test.alone() && items instanceof GrowingList<?> growing && growing.remembers()) {
        return growing.taken(test, element -> test.of(e, element, 0)).size();
      }
      int count = 0;
      for (int i = 0; i < items.size(); i++) {
        count += test.of(e, items.get(i), i) ? 1 : 0;
      }
      return count;
    };
  }

  static Code filter(Code list, Test test) {
    return e -> {
      List<?> items = items(e, list);
      if (test.alone() && items instanceof GrowingList<?> growing && growing.remembers()) {
        return growing.taken(test, element -> test.of(e, element, 0));
      }
      List<Object> kept = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        if (test.of(e, items.get(i), i)) {
          kept.add(items.get(i));
        }
      }
      return kept;
    };
  }

  static Code find(Code list, Test test, boolean forward, boolean index) {
    return e -> {
      List<?> items = items(e, list);
      for (int n = 0; n < items.size(); n++) {
        int i = forward ? n : items.size() - 1 - n;
        if (test.of(e, items.get(i), i)) {
          return index ? (Object) (long) i : items.get(i);
        }
      }
      return null;
    };
  }

  static Code map(Code list, int slot, Code body) {
    return e -> {
      List<?> items = items(e, list);
      List<Object> mapped = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        enter(e, slot, items.get(i), i);
        mapped.add(body.value(e));
      }
      return mapped;
    };
  }

  static Code sum(Code list, @Nullable Code body, int slot) {
    return e -> {
      List<?> items = items(e, list);
      Object sum = 0L;
      for (int i = 0; i < items.size(); i++) {
        Object value = items.get(i);
        if (body != null) {
          enter(e, slot, value, i);
          value = body.value(e);
        }
        sum = TimeSums.compute(e, "+", sum, value);
      }
      return sum;
    };
  }

  static Code groupBy(Code list, int slot, Code body) {
    return e -> {
      List<?> items = items(e, list);
      Map<Object, List<Object>> groups = new LinkedHashMap<>();
      for (int i = 0; i < items.size(); i++) {
        enter(e, slot, items.get(i), i);
        Object key = body.value(e);
        if (!(key instanceof String)) {
          throw Coerce.refused("groupBy()", "string", key);
        }
        groups.computeIfAbsent(key, each -> new ArrayList<>()).add(items.get(i));
      }
      return groups;
    };
  }

  static Code reduce(Code list, int slot, Code body, @Nullable Code initial) {
    return e -> {
      List<?> items = items(e, list);
      if (initial == null && items.isEmpty()) {
        throw new EvaluationException("reduce() of an empty list wants an initial value");
      }
      int first = initial == null ? 1 : 0;
      Object result = initial == null ? items.get(0) : initial.value(e);
      for (int i = first; i < items.size(); i++) {
        enter(e, slot, items.get(i), i);
        e.put(slot + 2, result);
        result = body.value(e);
      }
      return result;
    };
  }

  static Code sortBy(Code list, int slot, Code body, @Nullable Code order) {
    return e -> {
      List<?> items = items(e, list);
      List<Keyed> keyed = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        enter(e, slot, items.get(i), i);
        keyed.add(new Keyed(body.value(e), items.get(i)));
      }
      boolean down = order != null && "desc".equals(order.value(e));
      return sorted(keyed, down).stream().map(Keyed::item).toList();
    };
  }

  /** An element and what it is sorted by. */
  record Keyed(@Nullable Object key, @Nullable Object item) {}

  static List<Keyed> sorted(List<Keyed> keyed, boolean down) throws EvaluationException {
    for (int i = 1; i < keyed.size(); i++) {
      Values.compare("a sort", keyed.get(i - 1).key(), keyed.get(i).key());
    }
    Comparator<Keyed> order = (a, b) -> quietly(a.key(), b.key());
    keyed.sort(down ? order.reversed() : order);
    return keyed;
  }

  /** Neighbours were comparable, so all are. */
  private static int quietly(@Nullable Object a, @Nullable Object b) {
    try {
      return Values.compare("a sort", a, b);
    } catch (EvaluationException e) {
      throw new IllegalStateException(e);
    }
  }
}
