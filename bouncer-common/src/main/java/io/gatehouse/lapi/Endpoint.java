package io.gatehouse.lapi;

import java.nio.file.Path;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;

/**
 * Where a LAPI is, from its {@code api_url}: an http(s) address, or the path of a Unix socket.
 *
 * @param base ends in a slash, carries no user name
 * @param socket the Unix socket that replaces the connection
 * @param basicCredentials value of an Authorization header, for a reverse proxy in front
 * @param display what may be logged
 */
record Endpoint(
    HttpUrl base, Optional<Path> socket, Optional<String> basicCredentials, String display) {
  private static final HttpUrl LOCAL = HttpUrl.get("http://localhost/");

  /**
   * Reads an {@code api_url}.
   *
   * @throws IllegalArgumentException if it is neither an http(s) URL nor an absolute path
   */
  static Endpoint of(String apiUrl) {
    if (apiUrl.startsWith("/")) {
      return new Endpoint(LOCAL, Optional.of(Path.of(apiUrl)), Optional.empty(), apiUrl);
    }
    HttpUrl url = HttpUrl.parse(apiUrl);
    if (url == null) {
      throw new IllegalArgumentException(
          "lapi: 'api_url' is neither an http:// or https:// address nor the absolute path of a"
              + " Unix socket; write http://127.0.0.1:8080/ or /run/crowdsec.sock");
    }
    HttpUrl.Builder base = url.newBuilder().username("").password("").query(null).fragment(null);
    if (!url.encodedPath().endsWith("/")) {
      base.addPathSegment("");
    }
    HttpUrl clean = base.build();
    return new Endpoint(clean, Optional.empty(), credentials(url), clean.toString());
  }

  private static Optional<String> credentials(HttpUrl url) {
    return url.username().isEmpty()
        ? Optional.empty()
        : Optional.of(Credentials.basic(url.username(), url.password()));
  }

  /** A URL builder for a path below the base. */
  HttpUrl.Builder at(String path) {
    return base.newBuilder().addPathSegments(path);
  }
}
