package io.gatehouse.lapi.server;

import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import io.gatehouse.net.IpPrefix;
import java.io.IOException;
import java.util.List;

/** Allow lists, of which there are none yet: the answers are those of a LAPI without any. */
final class AllowlistRoutes {
  private AllowlistRoutes() {}

  static List<Route> routes() {
    return List.of(
        route("GET", "/v1/allowlists", request -> Answer.json(200, "[]")),
        route("GET", "/v1/allowlists/:allowlist_name", AllowlistRoutes::one),
        route("GET", "/v1/allowlists/check/:ip_or_range", AllowlistRoutes::check),
        route("HEAD", "/v1/allowlists/check/:ip_or_range", AllowlistRoutes::checkHead),
        route("POST", "/v1/allowlists/check", AllowlistRoutes::checkMany));
  }

  private static Route route(String method, String pattern, Endpoint endpoint) {
    return new Route(method, pattern, Access.MACHINE, Pool.MEMORY, endpoint);
  }

  private static Answer one(LapiRequest request) throws RefusedException {
    throw RefusedException.of(
        404, "allowlist '" + request.pathParameter("allowlist_name") + "' not found");
  }

  private static Answer check(LapiRequest request) throws RefusedException {
    requireAddress(request.pathParameter("ip_or_range"));
    return Answer.json(200, "{}");
  }

  private static Answer checkHead(LapiRequest request) throws RefusedException {
    requireAddress(request.pathParameter("ip_or_range"));
    return Answer.empty(204);
  }

  private static Answer checkMany(LapiRequest request) throws RefusedException, IOException {
    List<String> targets = FieldReader.of(JsonTree.object(request.body())).texts("targets");
    if (targets.isEmpty()) {
      throw RefusedException.badRequest("targets list cannot be empty");
    }
    for (String target : targets) {
      requireAddress(target);
    }
    return Answer.json(200, "{\"results\":[]}");
  }

  private static void requireAddress(String text) throws RefusedException {
    if (IpPrefix.tryParse(text).isEmpty()) {
      throw RefusedException.badRequest("invalid ip address '" + text + "'");
    }
  }
}
