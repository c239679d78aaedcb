package io.gatehouse.challenge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/** Where our own pages lie below a visit's base. */
final class Endpoints {
  private static final int MOST_FIELDS = 32;

  private final String prefix;

  /** What can be asked for. */
  enum Route {
    /** The page of a challenge, for a script that was refused. */
    CHALLENGE("challenge", "GET"),
    /** The same as data. */
    POW("pow", "GET"),
    /** Takes an answer. */
    VERIFY("verify", "POST"),
    /** The link of those without JavaScript. */
    WAIT("wait", "GET");

    private final String name;
    private final String method;

    Route(String name, String method) {
      this.name = name;
      this.method = method;
    }

    String method() {
      return method;
    }
  }

  /** Below this path, which begins and ends with a slash. */
  Endpoints(String prefix) {
    this.prefix = prefix;
  }

  boolean isOurs(Visit visit) {
    return visit.path().startsWith(visit.base() + prefix);
  }

  Optional<Route> route(Visit visit) {
    String name = visit.path().substring((visit.base() + prefix).length());
    return Arrays.stream(Route.values()).filter(route -> route.name.equals(name)).findFirst();
  }

  String verify(Visit visit) {
    return at(visit, Route.VERIFY);
  }

  String challenge(Visit visit, String token) {
    return at(visit, Route.CHALLENGE) + "?t=" + token;
  }

  String waiting(Visit visit, String token) {
    return at(visit, Route.WAIT) + "?t=" + token;
  }

  private String at(Visit visit, Route route) {
    return visit.base() + prefix + route.name;
  }

  /** Fields of a query or a form; of several with one name the first. Bounded. */
  static Map<String, String> fields(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    StringTokenizer pairs = new StringTokenizer(encoded, "&");
    while (pairs.hasMoreTokens() && fields.size() < MOST_FIELDS) {
      String pair = pairs.nextToken();
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  /** As it is where it is not well-formed: then it is no token either. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
