package io.gatehouse.lapi.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a method and a path. As upstream's: each method has its own routes, a part of
 * the path that is written out wins over a named one, and a trailing slash is sent to the path
 * without it. Immutable.
 */
final class Router {
  private final Map<String, Branch> byMethod = new HashMap<>();

  Router(List<Route> routes) {
    for (Route route : routes) {
      byMethod.computeIfAbsent(route.method(), method -> new Branch()).add(route);
    }
  }

  /** What there is at a path. */
  sealed interface Found {}

  /**
   * A route.
   *
   * @param parameters decoded parts of the path by their names
   */
  record Match(Route route, Map<String, String> parameters) implements Found {}

  /** Other methods have a route there. */
  record WrongMethod(String allow) implements Found {}

  /** The path without its trailing slash has a route. */
  record Elsewhere(String path) implements Found {}

  /** Nothing. */
  record Nothing() implements Found {}

  /**
   * Looks for a route.
   *
   * @param path as sent, percent-encoded
   * @throws RefusedException if a named part's percent-encoding is broken
   */
  Found find(String method, String path) throws RefusedException {
    Match match = match(method, path);
    if (match != null) {
      return match;
    }
    String shorter = path.length() > 1 && path.endsWith("/") ? chopped(path) : "";
    if (!shorter.isEmpty() && match(method, shorter) != null) {
      return new Elsewhere(shorter);
    }
    String allow = methodsOf(path);
    return allow.isEmpty() ? new Nothing() : new WrongMethod(allow);
  }

  private static String chopped(String path) {
    return path.substring(0, path.length() - 1);
  }

  private @Nullable Match match(String method, String path) throws RefusedException {
    Branch branch = byMethod.get(method);
    return branch == null ? null : branch.match(path);
  }

  private String methodsOf(String path) throws RefusedException {
    TreeSet<String> methods = new TreeSet<>();
    for (Map.Entry<String, Branch> entry : byMethod.entrySet()) {
      if (entry.getValue().match(path) != null) {
        methods.add(entry.getKey());
      }
    }
    return methods.stream().collect(Collectors.joining(", "));
  }

  /** The routes of one method. */
  private static final class Branch {
    private final Map<String, Match> literal = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();

    void add(Route route) {
      if (route.pattern().contains("/:")) {
        patterns.add(new Pattern(route, route.pattern().split("/", -1)));
      } else {
        literal.put(route.pattern(), new Match(route, Map.of()));
      }
    }

    @Nullable Match match(String path) throws RefusedException {
      Match exact = literal.get(path);
      if (exact != null || patterns.isEmpty()) {
        return exact;
      }
      String[] parts = path.split("/", -1);
      for (Pattern pattern : patterns) {
        if (pattern.fits(parts)) {
          return new Match(pattern.route, pattern.parameters(parts));
        }
      }
      return null;
    }
  }

  /** A route with named parts. */
  private static final class Pattern {
    private final Route route;
    private final String[] parts;

    Pattern(Route route, String[] parts) {
      this.route = route;
      this.parts = parts;
    }

    boolean fits(String[] path) {
      if (path.length != parts.length) {
        return false;
      }
      for (int i = 0; i < parts.length; i++) {
        if (isNamed(i) ? path[i].isEmpty() : !parts[i].equals(path[i])) {
          return false;
        }
      }
      return true;
    }

    Map<String, String> parameters(String[] path) throws RefusedException {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < parts.length; i++) {
        if (isNamed(i)) {
          values.put(parts[i].substring(1), PercentDecoding.ofPath(path[i]));
        }
      }
      return values;
    }

    private boolean isNamed(int part) {
      return parts[part].startsWith(":");
    }
  }
}
