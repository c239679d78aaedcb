package io.gatehouse.challenge;

import java.nio.charset.StandardCharsets;

/**
 * Where a visitor goes on after a challenge: a path on the same host, or the fallback. What two
 * readers could understand differently is not taken, before and after one decoding: the open
 * redirects of GHSA-cf57-c578-7jvv came from cleaning such texts up instead.
 */
final class ReturnPath {
  private static final int LONGEST = 2048;

  private ReturnPath() {}

  /** The target if it is safe to send a browser to, else the fallback. */
  static String of(String target, String fallback) {
    return isSafe(target) ? target : fallback;
  }

  static boolean isSafe(String target) {
    return target.length() <= LONGEST
        && isPlain(target)
        && isUnambiguous(pathOf(target))
        && isUnambiguous(decodedOnce(pathOf(target)));
  }

  /** Only what a URL may hold as it is (RFC 3986 §2), so that nothing is left to repair. */
  private static boolean isPlain(String target) {
    return target.chars().allMatch(c -> c > ' ' && c < 127 && "\"<>\\^`{|}#".indexOf(c) < 0);
  }

  private static boolean isUnambiguous(String path) {
    return path.startsWith("/")
        && !path.contains("//")
        && path.indexOf('\\') < 0
        && path.chars().noneMatch(c -> c < ' ' || c == 127);
  }

  private static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static String decodedOnce(String path) {
    byte[] bytes = new byte[path.length()];
    int length = 0;
    for (int i = 0; i < path.length(); i++) {
      int hex = path.charAt(i) == '%' ? hexAt(path, i + 1) : -1;
      bytes[length++] = (byte) (hex < 0 ? path.charAt(i) : hex);
      i += hex < 0 ? 0 : 2;
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static int hexAt(String path, int at) {
    if (at + 2 > path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at), 16);
    int low = Character.digit(path.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
