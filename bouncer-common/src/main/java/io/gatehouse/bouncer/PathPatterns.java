package io.gatehouse.bouncer;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Paths: {@code /exact}, {@code /below/*}. They are matched as the container maps a request, and a
 * request whose path could be read in two ways (with path parameters or encoded separators) matches
 * none. Immutable.
 */
final class PathPatterns {
  private static final List<String> AMBIGUOUS =
      List.of(";", "\\", "//", "/./", "/../", "%2f", "%5c", "%2e", "%3b", "%00", "%25");

  private static final List<String> DOTS_AT_THE_END = List.of("/.", "/..");

  private final Set<String> exact = new HashSet<>();
  private final List<String> prefixes;

  /**
   * Reads patterns.
   *
   * @throws IllegalArgumentException with the pattern, if it is of neither form
   */
  PathPatterns(List<String> patterns) {
    for (String pattern : patterns) {
      String path = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 1) : pattern;
      if (!path.startsWith("/") || path.indexOf('*') >= 0) {
        throw new IllegalArgumentException(
            "'" + pattern + "' is no path; write /exact or /below/*");
      }
    }
    patterns.stream().filter(pattern -> !pattern.endsWith("/*")).forEach(exact::add);
    prefixes =
        patterns.stream()
            .filter(pattern -> pattern.endsWith("/*"))
            .map(pattern -> pattern.substring(0, pattern.length() - 1))
            .toList();
  }

  boolean isEmpty() {
    return exact.isEmpty() && prefixes.isEmpty();
  }

  /**
   * Whether a request matches.
   *
   * @param raw path as it came
   * @param mapped path as the container understood it
   */
  boolean matches(String raw, String mapped) {
    return !isEmpty()
        && (exact.contains(mapped) || prefixes.stream().anyMatch(mapped::startsWith))
        && isPlain(raw.toLowerCase(Locale.ROOT));
  }

  private static boolean isPlain(String raw) {
    return AMBIGUOUS.stream().noneMatch(raw::contains)
        && DOTS_AT_THE_END.stream().noneMatch(raw::endsWith);
  }
}
