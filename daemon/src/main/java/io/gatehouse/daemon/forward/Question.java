package io.gatehouse.daemon.forward;

import io.gatehouse.bouncer.RequestPath;
import io.gatehouse.challenge.Visit;
import io.gatehouse.request.ClientAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * The request of a visitor, as the proxy in front tells it.
 *
 * @param method of the visitor's request, in upper case
 * @param target path and query as they came, never with scheme and host
 * @param host that the visitor asked
 * @param secure whether the visitor's connection is HTTPS
 * @param headers of the visitor
 */
record Question(String method, String target, String host, boolean secure, HttpFields headers) {
  private static final Pattern ABSOLUTE = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");
  private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,32}");

  /**
   * Reads it.
   *
   * @throws BadQuestionException if the proxy does not say it, or says it twice
   */
  static Question of(Asking asking, Request request) throws BadQuestionException {
    HttpFields headers = request.getHeaders();
    return switch (asking) {
      case NGINX, NGINX_WALL ->
          told(
              required(headers, "X-Original-Method"), required(headers, "X-Original-URI"), request);
      case FORWARDED ->
          told(
              required(headers, "X-Forwarded-Method"),
              required(headers, "X-Forwarded-Uri"),
              request);
      case ENVOY ->
          told(
              request.getMethod(),
              request.getHttpURI().getPathQuery().substring(Asking.ENVOY.path().length()),
              request);
    };
  }

  /** A request that is itself the visitor's: one to our own pages. */
  static Question itself(Request request) throws BadQuestionException {
    return told(request.getMethod(), request.getHttpURI().getPathQuery(), request);
  }

  private static Question told(String method, String target, Request request)
      throws BadQuestionException {
    if (!METHOD.matcher(method).matches()) {
      throw new BadQuestionException(400, "the method of the request is none");
    }
    HttpFields headers = request.getHeaders();
    return new Question(
        method.toUpperCase(Locale.ROOT),
        relative(target),
        host(headers),
        isSecure(headers),
        headers);
  }

  /** Proxies take the absolute form as well (RFC 9112 §3.2.2), and pass it on as it came. */
  private static String relative(String target) {
    String rest = ABSOLUTE.matcher(target).replaceFirst("");
    return rest.startsWith("/") || rest.equals("*") ? rest : "/" + rest;
  }

  private static String host(HttpFields headers) throws BadQuestionException {
    String told = optional(headers, "X-Forwarded-Host");
    return told.isEmpty() ? optional(headers, "Host") : told;
  }

  /** Traefik says {@code wss} of a WebSocket. */
  private static boolean isSecure(HttpFields headers) throws BadQuestionException {
    String protocol = optional(headers, "X-Forwarded-Proto").toLowerCase(Locale.ROOT);
    return protocol.equals("https") || protocol.equals("wss");
  }

  private static String required(HttpFields headers, String name) throws BadQuestionException {
    String value = optional(headers, name);
    if (value.isEmpty()) {
      throw new BadQuestionException(
          400, name + " is missing: the proxy has to tell which request it asks about");
    }
    return value;
  }

  private static String optional(HttpFields headers, String name) throws BadQuestionException {
    List<String> values = headers.getValuesList(name);
    if (values.size() > 1) {
      throw BadQuestionException.twice(name);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  Visit visit(ClientAddress client, OptionalLong network) {
    return new Visit(
        method,
        target,
        "",
        host,
        secure,
        client.address(),
        network,
        UUID.randomUUID().toString(),
        headers::get);
  }

  RequestPath path() {
    int query = target.indexOf('?');
    String raw = query < 0 ? target : target.substring(0, query);
    return new RequestPath(raw, decoded(raw));
  }

  /** As it is where it is not well-formed. A plus sign means itself in a path. */
  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }
}
