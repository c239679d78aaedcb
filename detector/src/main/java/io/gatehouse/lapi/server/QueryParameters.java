package io.gatehouse.lapi.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a request, decoded, in the order it was sent. Immutable. */
final class QueryParameters {
  static final QueryParameters NONE = new QueryParameters(Map.of());

  private final Map<String, List<String>> values;

  QueryParameters(Map<String, List<String>> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads what stands after the question mark.
   *
   * @throws RefusedException if its percent-encoding is broken
   */
  static QueryParameters parse(String raw) throws RefusedException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int from = 0;
    while (from < raw.length()) {
      int end = raw.indexOf('&', from);
      int to = end < 0 ? raw.length() : end;
      add(raw.substring(from, to), values);
      from = to + 1;
    }
    return new QueryParameters(values);
  }

  private static void add(String pair, Map<String, List<String>> values) throws RefusedException {
    if (pair.isEmpty()) {
      return;
    }
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    values
        .computeIfAbsent(PercentDecoding.ofQuery(name), absent -> new ArrayList<>(1))
        .add(PercentDecoding.ofQuery(value));
  }

  /** The first value; empty where the parameter is absent. */
  Optional<String> first(String name) {
    List<String> all = values.get(name);
    return all == null ? Optional.empty() : Optional.of(all.get(0));
  }

  /** Every name with its values, at least one each. */
  Map<String, List<String>> all() {
    return values;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }
}
