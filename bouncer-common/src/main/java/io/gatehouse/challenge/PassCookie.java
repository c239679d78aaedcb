package io.gatehouse.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie that a pass travels in. Lax, so that a visitor who follows a link from elsewhere is
 * not asked again; with the prefix that keeps a neighbouring host from setting it (RFC 6265bis
 * §4.1.3), wherever the connection allows one. A neighbour can still add one of the plain name, so
 * each of that name is looked at.
 */
final class PassCookie {
  private static final String NAME = "gh_pass";
  private static final int MOST = 4;
  private static final int LONGEST_HEADER = 16_384;
  private static final Pattern SEPARATOR = Pattern.compile(";\\s*");

  private final Optional<String> domain;

  PassCookie(Optional<String> domain) {
    this.domain = domain;
  }

  private String name(Visit visit) {
    if (!visit.secure()) {
      return NAME;
    }
    return (domain.isPresent() ? "__Secure-" : "__Host-") + NAME;
  }

  /** The values in a visit, at most a few. */
  List<String> read(Visit visit) {
    String header = visit.headerOrEmpty("Cookie");
    if (header.length() > LONGEST_HEADER) {
      return List.of();
    }
    String start = name(visit) + '=';
    List<String> values = new ArrayList<>();
    for (String pair : SEPARATOR.split(header, -1)) {
      if (pair.startsWith(start) && values.size() < MOST) {
        values.add(unquoted(pair.substring(start.length())));
      }
    }
    return values;
  }

  Header set(Visit visit, String token, Duration lifetime) {
    String attributes = "; Path=/; Max-Age=" + lifetime.toSeconds() + "; HttpOnly; SameSite=Lax";
    String scope = domain.map(name -> "; Domain=" + name).orElse("");
    String secure = visit.secure() ? "; Secure" : "";
    return new Header("Set-Cookie", name(visit) + '=' + token + attributes + scope + secure);
  }

  /** RFC 6265 §4.1.1 lets a value stand in quotes; programs in Java send it so. */
  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  Header clear(Visit visit) {
    return set(visit, "", Duration.ZERO);
  }

  /** What a pass that is given to this visit is for: the domain, or else the host alone. */
  String audience(Visit visit) {
    String host = withoutPort(visit.host());
    return domain.filter(name -> host.equals(name) || host.endsWith('.' + name)).orElse(host);
  }

  static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
