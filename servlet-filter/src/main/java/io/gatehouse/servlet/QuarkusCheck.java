package io.gatehouse.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What a filter in Quarkus cannot see or must not believe. There the servlet container takes the
 * requests that no route of Vert.x has taken, so that extensions with routes of their own are
 * reached past every filter.
 */
final class QuarkusCheck {
  /** Extensions whose routes the container never sees, by a class that each of them has. */
  private static final Map<String, String> ROUTES =
      new TreeMap<>(
          Map.of(
              "quarkus-rest",
                  "io/quarkus/resteasy/reactive/server/runtime/ResteasyReactiveRecorder",
              "quarkus-reactive-routes", "io/quarkus/vertx/web/Route",
              "quarkus-smallrye-graphql",
                  "io/quarkus/smallrye/graphql/runtime/SmallRyeGraphQLConfig",
              "quarkus-websockets-next", "io/quarkus/websockets/next/WebSocket"));

  private static final String QUARKUS = "io/quarkus/runtime/Quarkus";
  private static final String SERVLETS = "io/quarkus/undertow/runtime/UndertowDeploymentRecorder";
  private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";

  private QuarkusCheck() {}

  /** What is to be said about a web application at start; nothing outside of Quarkus. */
  static List<String> warnings(ClassLoader application) {
    List<String> warnings = new ArrayList<>();
    ROUTES.forEach(
        (extension, type) -> {
          if (has(application, type)) {
            warnings.add(
                "the routes of "
                    + extension
                    + " are NOT protected: Quarkus answers them before any servlet filter; serve them"
                    + " from servlets or quarkus-resteasy, or put a proxy that asks `gatehouse"
                    + " forward-auth` in front");
          }
        });
    if (has(application, QUARKUS) && believesForwarded(application)) {
      warnings.add(
          FORWARDING
              + " is true: Quarkus takes the leftmost address, which any client can write; set it to"
              + " false and name your proxies in gatehouse.trusted-proxies");
    }
    return warnings;
  }

  /** Whether it is one of Quarkus in which no servlet and no filter is ever made. */
  static boolean lacksServlets(ClassLoader application) {
    return has(application, QUARKUS) && !has(application, SERVLETS);
  }

  private static boolean has(ClassLoader application, String type) {
    return application.getResource(type + ".class") != null;
  }

  private static boolean believesForwarded(ClassLoader application) {
    return ConfigProvider.getConfig(application)
        .getOptionalValue(FORWARDING, Boolean.class)
        .orElse(false);
  }
}
