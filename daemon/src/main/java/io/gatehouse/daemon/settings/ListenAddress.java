package io.gatehouse.daemon.settings;

/**
 * Where a server listens.
 *
 * @param host name or address, without brackets; empty for every interface
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {
  private static final String EXPECTED = "write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080";

  /**
   * Reads {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code :PORT}.
   *
   * @throws IllegalArgumentException with what to write instead
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.contains("/")) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new ListenAddress(host(text.substring(0, colon)), port(text.substring(colon + 1)));
  }

  private static String host(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return text.substring(1, text.length() - 1);
    }
    if (text.contains(":")) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return text;
  }

  private static int port(String digits) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65535) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return Integer.parseInt(digits);
  }

  /** The same, with the port that it got where any was asked for. */
  public ListenAddress withPort(int other) {
    return new ListenAddress(host, other);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
