package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code key=value} texts. */
final class KeyValueHelpers {
  static final List<Function> ALL =
      List.of(
          Function.worldly(
              "ParseKV",
              ANY,
              List.of(STRING, Type.map(), STRING),
              (e, a) -> put("ParseKV()", KeyValues.strict(text(a, 0)), a)),
          Function.worldly(
              "ParseKVLax",
              ANY,
              List.of(STRING, Type.map(), STRING),
              (e, a) -> put("ParseKVLax()", KeyValues.lax(text(a, 0)), a)));

  private KeyValueHelpers() {}

  /** Merges the pairs into the map under the key; nil is success. */
  private static @Nullable Object put(
      String who, Map<String, String> pairs, @Nullable Object[] arguments)
      throws EvaluationException {
    if (pairs.isEmpty()) {
      throw new EvaluationException(
          who + " finds no key=value in " + Arguments.shown(text(arguments, 0)));
    }
    Map<String, @Nullable Object> into = Arguments.map(arguments, 1);
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    if (into.get(text(arguments, 2)) instanceof Map<?, ?> known) {
      known.forEach((key, value) -> merged.put(String.valueOf(key), value));
    }
    merged.putAll(pairs);
    into.put(text(arguments, 2), merged);
    return null;
  }
}
