package io.gatehouse.challenge;

import java.util.Locale;
import java.util.Set;

/** What kind of answer a visit can make use of when it is not let through. */
public enum Wanted {
  /** A page that a person sees. */
  PAGE,
  /** A problem in JSON (RFC 9457), for a script. */
  PROBLEM,
  /** Plain text. */
  TEXT,
  /** The status alone: a picture or script of a page, a WebSocket, gRPC. */
  NOTHING,
  /**
   * The status alone, and only to be refused by a ban: a CORS preflight never carries a cookie, so
   * that no pass could ever let it through.
   */
  PREFLIGHT;

  private static final Set<String> EMBEDDED =
      Set.of(
          "image",
          "script",
          "style",
          "font",
          "audio",
          "video",
          "track",
          "manifest",
          "worker",
          "sharedworker",
          "serviceworker");
  private static final int LONGEST_ACCEPT = 1024;

  /** Tells by method, fetch metadata and {@code Accept}, in this order. */
  public static Wanted of(Visit visit) {
    if (isPreflight(visit)) {
      return PREFLIGHT;
    }
    if (isUpgrade(visit) || EMBEDDED.contains(visit.headerOrEmpty("Sec-Fetch-Dest"))) {
      return NOTHING;
    }
    String accept = visit.headerOrEmpty("Accept");
    String types = accept.substring(0, Math.min(accept.length(), LONGEST_ACCEPT));
    if (isNavigation(visit, types.toLowerCase(Locale.ROOT))) {
      return PAGE;
    }
    return ofScript(types.toLowerCase(Locale.ROOT));
  }

  private static boolean isPreflight(Visit visit) {
    return visit.method().equals("OPTIONS")
        && visit.header("Origin").isPresent()
        && visit.header("Access-Control-Request-Method").isPresent();
  }

  private static boolean isUpgrade(Visit visit) {
    return visit.headerOrEmpty("Upgrade").equalsIgnoreCase("websocket")
        || visit.method().equals("CONNECT")
        || visit.headerOrEmpty("Content-Type").startsWith("application/grpc");
  }

  private static boolean isNavigation(Visit visit, String accept) {
    String mode = visit.headerOrEmpty("Sec-Fetch-Mode");
    if (!mode.isEmpty()) {
      return mode.equals("navigate") || mode.equals("nested-navigate");
    }
    return visit.header("X-Requested-With").isEmpty() && prefersHtml(accept);
  }

  private static boolean prefersHtml(String accept) {
    int html = accept.indexOf("text/html");
    int json = accept.indexOf("json");
    return html >= 0 && (json < 0 || html < json);
  }

  private static Wanted ofScript(String accept) {
    boolean json = accept.isEmpty() || accept.contains("json") || accept.contains("*/*");
    boolean text = accept.contains("text/plain") && !accept.contains("json");
    return json && !text ? PROBLEM : TEXT;
  }
}
