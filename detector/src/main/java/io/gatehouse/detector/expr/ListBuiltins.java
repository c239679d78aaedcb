package io.gatehouse.detector.expr;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;

import io.gatehouse.detector.expr.Folds.Keyed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Built-in functions of lists and maps. */
final class ListBuiltins {
  static final List<Function> ALL =
      List.of(
          Function.of("first", ANY, List.of(Type.list()), (e, a) -> end(list(a), 0))
              .returning(arguments -> element(arguments.get(0))),
          Function.of("last", ANY, List.of(Type.list()), (e, a) -> end(list(a), list(a).size() - 1))
              .returning(arguments -> element(arguments.get(0))),
          Function.of("get", ANY, List.of(ANY, ANY), (e, a) -> get(a[0], a[1])),
          Function.of("take", Type.list(), List.of(Type.list(), INT), (e, a) -> take(list(a), a[1]))
              .returning(arguments -> arguments.get(0)),
          Function.of("reverse", Type.list(), List.of(Type.list()), (e, a) -> reverse(list(a)))
              .returning(arguments -> arguments.get(0)),
          Function.of("uniq", Type.list(), List.of(Type.list()), (e, a) -> uniq(e, list(a))),
          Function.of("concat", Type.list(), List.of(Type.list()), ListBuiltins::concat).repeated(),
          Function.of("flatten", Type.list(), List.of(Type.list()), (e, a) -> flatten(e, list(a))),
          Function.of("sort", Type.list(), List.of(Type.list(), STRING), (e, a) -> sort(a))
              .optional(1)
              .returning(arguments -> arguments.get(0)),
          Function.of(
              "keys",
              Type.listOf(STRING),
              List.of(Type.map()),
              (e, a) -> new ArrayList<>(map(a).keySet())),
          Function.of(
              "values",
              Type.list(),
              List.of(Type.map()),
              (e, a) -> new ArrayList<>(map(a).values())),
          Function.of("toPairs", Type.list(), List.of(Type.map()), (e, a) -> toPairs(map(a))),
          Function.of("fromPairs", Type.map(), List.of(Type.list()), (e, a) -> fromPairs(list(a))));

  private ListBuiltins() {}

  private static Type element(Type list) {
    return list instanceof Type.ListOf of ? of.element().or(Type.NIL) : ANY;
  }

  private static List<?> list(@Nullable Object[] arguments) {
    return (List<?>) Objects.requireNonNull(arguments[0]);
  }

  private static Map<?, ?> map(@Nullable Object[] arguments) {
    return (Map<?, ?>) Objects.requireNonNull(arguments[0]);
  }

  private static @Nullable Object end(List<?> list, int index) {
    return list.isEmpty() ? null : list.get(index);
  }

  /** Nil where indexing would fail. */
  private static @Nullable Object get(@Nullable Object from, @Nullable Object key) {
    try {
      return Members.fetch(from, key);
    } catch (EvaluationException e) {
      return null;
    }
  }

  private static List<?> take(List<?> list, @Nullable Object count) {
    long wanted = (Long) Objects.requireNonNull(count);
    return list.subList(0, (int) Math.max(0, Math.min(list.size(), wanted)));
  }

  private static List<?> reverse(List<?> list) {
    List<Object> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<Object> uniq(Evaluation e, List<?> list) throws EvaluationException {
    List<Object> unique = new ArrayList<>();
    for (Object item : list) {
      e.steps(unique.size() + 1L);
      if (unique.stream().noneMatch(known -> Values.equal(known, item))) {
        unique.add(item);
      }
    }
    return unique;
  }

  private static List<Object> concat(Evaluation e, @Nullable Object[] lists)
      throws EvaluationException {
    List<Object> all = new ArrayList<>();
    for (Object list : lists) {
      List<?> items = Coerce.list(list, "concat()");
      e.steps(items.size());
      all.addAll(items);
    }
    return all;
  }

  /** Lists inside lists, however deep, until none is left. */
  static List<Object> flatten(Evaluation e, List<?> list) throws EvaluationException {
    List<Object> flat = new ArrayList<>();
    for (Object item : list) {
      e.step();
      if (item instanceof List<?> inner) {
        flat.addAll(flatten(e, inner));
      } else {
        flat.add(item);
      }
    }
    return flat;
  }

  private static List<?> sort(@Nullable Object[] arguments) throws EvaluationException {
    List<Keyed> keyed = new ArrayList<>();
    for (Object item : list(arguments)) {
      keyed.add(new Keyed(item, item));
    }
    boolean down = arguments.length > 1 && "desc".equals(arguments[1]);
    return Folds.sorted(keyed, down).stream().map(Keyed::item).toList();
  }

  private static List<Object> toPairs(Map<?, ?> map) {
    List<Object> pairs = new ArrayList<>();
    map.forEach((key, value) -> pairs.add(pair(key, value)));
    return pairs;
  }

  private static List<@Nullable Object> pair(Object key, @Nullable Object value) {
    List<@Nullable Object> pair = new ArrayList<>();
    pair.add(key);
    pair.add(value);
    return pair;
  }

  private static Map<Object, Object> fromPairs(List<?> pairs) throws EvaluationException {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object pair : pairs) {
      if (!(pair instanceof List<?> two) || two.size() != 2 || !(two.get(0) instanceof String)) {
        throw Coerce.refused("fromPairs()", "pairs of a string and a value", pair);
      }
      map.put(two.get(0), two.get(1));
    }
    return map;
  }
}
