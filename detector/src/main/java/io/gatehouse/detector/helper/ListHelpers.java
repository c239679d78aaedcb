package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.list;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.GoText;
import io.gatehouse.detector.expr.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helpers on lists and maps. */
final class ListHelpers {
  static final List<Function> ALL =
      List.of(
          Function.of("Get", STRING, List.of(Type.list(), INT), (e, a) -> get(a)),
          Function.of(
              "KeyExists",
              BOOL,
              List.of(STRING, Type.map()),
              (e, a) -> Arguments.map(a, 1).containsKey(Arguments.text(a, 0))),
          Function.of("Flatten", Type.list(), List.of(ANY), (e, a) -> flattened(a)).repeated(),
          Function.of("Distinct", Type.list(), List.of(ANY), (e, a) -> distinct(items(a)))
              .repeated(),
          Function.of(
                  "FlattenDistinct", Type.list(), List.of(ANY), (e, a) -> distinct(flattened(a)))
              .repeated());

  private ListHelpers() {}

  private static String get(@Nullable Object[] arguments) {
    long index = Arguments.whole(arguments, 1);
    List<?> list = list(arguments, 0);
    return index >= 0 && index < list.size() ? GoText.plain(list.get((int) index)) : "";
  }

  private static List<Object> flattened(@Nullable Object[] arguments) throws EvaluationException {
    List<Object> flat = new ArrayList<>();
    for (Object argument : arguments) {
      flatten(argument, flat, 0);
    }
    return flat;
  }

  private static void flatten(@Nullable Object value, List<Object> into, int depth)
      throws EvaluationException {
    if (depth > 100) {
      throw new EvaluationException("Flatten() of lists nested deeper than 100 levels");
    }
    if (!(value instanceof List<?> list)) {
      into.add(value);
      return;
    }
    for (Object item : list) {
      flatten(item, into, depth + 1);
    }
  }

  private static List<Object> items(@Nullable Object[] arguments) {
    List<Object> items = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof List<?> list) {
        items.addAll(list);
      } else {
        items.add(argument);
      }
    }
    return items;
  }

  /** The first of those that print alike, in order. */
  private static List<Object> distinct(List<Object> items) {
    Map<String, Object> distinct = new LinkedHashMap<>();
    items.forEach(item -> distinct.putIfAbsent(GoText.plain(item), item));
    return new ArrayList<>(distinct.values());
  }
}
