package io.gatehouse.challenge;

import io.gatehouse.net.IpAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one request tells about its visitor. All of it but {@link #address} and {@link #base} is the
 * visitor's own word.
 *
 * @param method in upper case
 * @param target path and query as they came
 * @param base path under which the application and our own pages lie: a servlet's context path, or
 *     empty
 * @param host name and port of the {@code Host} header, in lower case; empty if there is none
 * @param secure whether the visitor's side of the connection is HTTPS
 * @param address of the visitor, not of a proxy
 * @param network number of the autonomous system that the address is in, where it is known
 * @param requestId shown to the visitor and written to the log
 * @param headers the value of a header by its name, null where there is none
 */
public record Visit(
    String method,
    String target,
    String base,
    String host,
    boolean secure,
    IpAddress address,
    OptionalLong network,
    String requestId,
    Function<String, @Nullable String> headers) {

  private static final int LONGEST_HOST = 261; // a name of DNS, a colon and a port

  /** Puts the host in lower case; one that is longer than any can be counts as none. */
  public Visit {
    host = host.length() > LONGEST_HOST ? "" : host.toLowerCase(Locale.ROOT);
  }

  /** A header's value; of several lines the first. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.apply(name));
  }

  String headerOrEmpty(String name) {
    return header(name).orElse("");
  }

  /** The target up to its query. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The query, without its mark. */
  String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** Whether asking again changes nothing, so that the visitor can simply be sent back. */
  boolean isRepeatable() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Without the headers, which may hold a cookie. */
  @Override
  public String toString() {
    return "Visit[" + method + " from " + address + ", " + requestId + "]";
  }
}
