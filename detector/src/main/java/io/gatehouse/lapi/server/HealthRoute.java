package io.gatehouse.lapi.server;

import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Says that the process answers. */
final class HealthRoute {
  private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8);

  private HealthRoute() {}

  static List<Route> routes() {
    Map<String, String> headers = Map.of("Content-Type", Answer.JSON, "Cache-Control", "no-cache");
    return List.of(
        new Route(
            "GET", "/health", Access.OPEN, Pool.MEMORY, request -> Answer.of(200, headers, UP)));
  }
}
