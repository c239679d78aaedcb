package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.Type;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helpers on JSON. */
final class JsonHelpers {
  static final List<Function> ALL =
      List.of(
          Function.text2("JsonExtract", (json, path) -> JsonPath.raw(json, JsonPath.split(path))),
          Function.of(
                  "JsonExtractUnescape",
                  STRING,
                  List.of(STRING, STRING),
                  (e, a) -> JsonPath.value(text(a, 0), keys(a)) instanceof String s ? s : "")
              .repeated(),
          Function.of(
                  "JsonExtractLib",
                  STRING,
                  List.of(STRING, STRING),
                  (e, a) -> JsonPath.raw(text(a, 0), keys(a)))
              .repeated(),
          Function.of(
              "JsonExtractSlice",
              Type.list(),
              List.of(STRING, STRING),
              (e, a) -> at(a) instanceof List<?> list ? list : null),
          Function.of(
              "JsonExtractObject",
              Type.map(),
              List.of(STRING, STRING),
              (e, a) -> at(a) instanceof Map<?, ?> map ? map : null),
          Function.of("ToJsonString", STRING, List.of(ANY), (e, a) -> Json.text(a[0])),
          Function.of("toJSON", STRING, List.of(ANY), (e, a) -> Json.text(a[0])),
          Function.of("fromJSON", ANY, List.of(STRING), (e, a) -> parsed("fromJSON()", text(a, 0))),
          Function.worldly(
              "UnmarshalJSON", ANY, List.of(STRING, Type.map(), STRING), (e, a) -> unmarshal(a)));

  private JsonHelpers() {}

  private static List<String> keys(@Nullable Object[] arguments) {
    List<String> keys = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      keys.add(text(arguments, i));
    }
    return keys;
  }

  private static @Nullable Object at(@Nullable Object[] arguments) {
    return JsonPath.value(text(arguments, 0), JsonPath.split(text(arguments, 1)));
  }

  private static @Nullable Object parsed(String who, String json) throws EvaluationException {
    try {
      return Json.parse(json);
    } catch (IOException e) {
      throw new EvaluationException(who + " wants JSON, got " + Arguments.shown(json));
    }
  }

  /** Nil is success, as for every Go function that returns an error. */
  private static @Nullable Object unmarshal(@Nullable Object[] arguments)
      throws EvaluationException {
    Object value = parsed("UnmarshalJSON()", text(arguments, 0));
    Arguments.map(arguments, 1).put(text(arguments, 2), value);
    return null;
  }
}
