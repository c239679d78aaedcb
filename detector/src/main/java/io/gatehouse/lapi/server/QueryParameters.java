package io.gatehouse.lapi.server;

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
    this.values = new LinkedHashMap<>(values);
  }

  /** The first value; empty where the parameter is absent. */
  Optional<String> first(String name) {
    List<String> all = values.get(name);
    return all == null || all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** Every name with its values. */
  Map<String, List<String>> all() {
    return Collections.unmodifiableMap(values);
  }
}
