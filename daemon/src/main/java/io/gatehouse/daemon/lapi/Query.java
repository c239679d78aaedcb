package io.gatehouse.daemon.lapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query parameters of a route of LAPI's; what was not given is left out. */
final class Query {
  private final Map<String, String> parameters = new LinkedHashMap<>();

  Query with(String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value.toString());
    }
    return this;
  }

  /** Adds it where the condition holds. */
  Query when(boolean condition, String name, String value) {
    return condition ? with(name, value) : this;
  }

  boolean isEmpty() {
    return parameters.isEmpty();
  }

  Map<String, String> parameters() {
    return Collections.unmodifiableMap(parameters);
  }
}
