package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helpers on addresses of pages, as Go's package net/url has them. */
final class UriHelpers {
  private static final Type QUERY = Type.mapOf(Type.list());

  static final List<Function> ALL =
      List.of(
          Function.text("QueryEscape", text -> Percent.escape(text, true)),
          Function.text("PathEscape", text -> Percent.escape(text, false)),
          Function.text("QueryUnescape", text -> orSame(text, true)),
          Function.text("PathUnescape", text -> orSame(text, false)),
          Function.of("ParseUri", QUERY, List.of(STRING), (e, a) -> parseUri(text(a, 0))),
          Function.of("ParseQuery", QUERY, List.of(STRING), (e, a) -> parseQuery(text(a, 0))),
          Function.of(
              "ExtractQueryParam",
              Type.listOf(STRING),
              List.of(STRING, STRING),
              (e, a) -> parameter(text(a, 0), text(a, 1))));

  private UriHelpers() {}

  /** A text with a broken escape stays as it is. */
  private static String orSame(String text, boolean query) {
    String unescaped = Percent.unescape(text, query);
    return unescaped == null ? text : unescaped;
  }

  private static Map<String, List<String>> parseUri(String uri) {
    int query = uri.indexOf('?');
    boolean valid = uri.chars().noneMatch(c -> c < ' ' || c == 0x7F);
    if (query < 0 || !valid || Percent.unescape(uri.substring(0, query), false) == null) {
      return Map.of();
    }
    String text = uri.substring(query + 1);
    int fragment = text.indexOf('#');
    return pairs(fragment < 0 ? text : text.substring(0, fragment), false);
  }

  private static Map<String, List<String>> parseQuery(String query) {
    return pairs(query, true);
  }

  private static List<String> parameter(String uri, String name) {
    int query = uri.indexOf('?');
    return query < 0
        ? List.of()
        : pairs(uri.substring(query + 1), true).getOrDefault(name, List.of());
  }

  private static Map<String, List<String>> pairs(String query, boolean lenient) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty() || (!lenient && pair.contains(";"))) {
        continue;
      }
      int equals = pair.indexOf('=');
      String key = part(equals < 0 ? pair : pair.substring(0, equals), lenient);
      String value = part(equals < 0 ? "" : pair.substring(equals + 1), lenient);
      if (key != null && value != null) {
        pairs.computeIfAbsent(key, each -> new ArrayList<>()).add(value);
      }
    }
    return pairs;
  }

  /** Null where it is broken and must not be. */
  private static @Nullable String part(String text, boolean lenient) {
    return lenient ? orSame(text, true) : Percent.unescape(text, true);
  }
}
