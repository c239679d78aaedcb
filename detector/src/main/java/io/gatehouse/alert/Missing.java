package io.gatehouse.alert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Required fields that are absent, told as upstream's validator tells them: a heading, a line for
 * each, and a list within the list for what is wrong further in (repo:go-openapi/errors).
 */
final class Missing {
  private final String prefix;
  private final List<String> lines = new ArrayList<>();

  /** Of the thing whose path begins so: {@code 0.decisions.2.}. */
  Missing(String prefix) {
    this.prefix = prefix;
  }

  Missing require(String field, @Nullable Object value) {
    if (value == null) {
      lines.add(prefix + field + " in body is required");
    }
    return this;
  }

  /** Adds what is wrong in an inner thing; empty if nothing is. */
  Missing within(String inner) {
    if (!inner.isEmpty()) {
      lines.add(inner);
    }
    return this;
  }

  /** Empty if nothing is missing. */
  String text() {
    return lines.isEmpty() ? "" : "validation failure list:\n" + String.join("\n", lines);
  }
}
