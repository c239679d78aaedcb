package io.gatehouse.daemon.forward;

import io.gatehouse.request.ClientAddressConfig.Header;
import java.util.Arrays;
import java.util.Optional;

/** How a proxy says which request it asks about, by the path that it asks at. */
enum Asking {
  /**
   * Method and target in {@code X-Original-Method} and {@code X-Original-URI}; an answer is a
   * status alone, 200, 401 or 403 (ngx_http_auth_request_module knows no other).
   */
  NGINX("/nginx"),
  /** The same; what is answered is the page that nginx shows after a 401 or 403. */
  NGINX_WALL("/nginx/wall"),
  /**
   * Method and target in {@code X-Forwarded-Method} and {@code X-Forwarded-Uri}, as Traefik, Caddy
   * and our script for HAProxy send them; whatever is not 2xx goes to the visitor as it is.
   */
  FORWARDED("/auth"),
  /**
   * The request itself without its body, its path behind ours (Envoy's {@code path_prefix}), and
   * the visitor in {@link #ENVOY_VISITOR}. Envoy takes any 5xx for a service that is away.
   */
  ENVOY("/envoy");

  /**
   * Set by {@code headers_to_add}. Envoy's own client appends an address of its host to what the
   * question has of {@code X-Forwarded-For} (envoyproxy/envoy#21519), so that its last entry is not
   * the visitor.
   */
  static final Header ENVOY_VISITOR = Header.single("X-Gatehouse-Client");

  private final String path;

  Asking(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** By the path of a request to the service. */
  static Optional<Asking> at(String path) {
    return Arrays.stream(values())
        .filter(asking -> asking.path.equals(path))
        .findFirst()
        .or(() -> path.startsWith(ENVOY.path + "/") ? Optional.of(ENVOY) : Optional.empty());
  }
}
