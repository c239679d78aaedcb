package io.gatehouse.lapi.server;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** One request whose sender is known and whose body has arrived. For one thread. */
interface LapiRequest {

  /** {@code GET}, {@code HEAD}, {@code POST}, {@code DELETE}. */
  String method();

  /** Decoded parts of the path by the name in the route's pattern, such as {@code alert_id}. */
  Map<String, String> pathParameters();

  QueryParameters query();

  /** A header's first value. */
  Optional<String> header(String name);

  Caller caller();

  /**
   * The body, gunzipped as it is read. Reads throw {@link BodyTooLargeException} beyond the route's
   * limit, which the router answers; pass it on.
   */
  InputStream body();

  /** A part of the path that the route's pattern names. */
  default String pathParameter(String name) {
    String value = pathParameters().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no part named " + name);
    }
    return value;
  }
}
