package io.gatehouse.bouncer;

import io.gatehouse.challenge.Visit;
import io.gatehouse.challenge.Wanted;
import io.gatehouse.request.RequestFacts.Asker;

/** What a request tells of the program that sent it. */
final class Browsers {
  private Browsers() {}

  /** Whether a question can be answered there: a script of a page can open one. */
  static Asker asker(Visit visit) {
    return switch (Wanted.of(visit)) {
      case PREFLIGHT -> Asker.PREFLIGHT;
      case PAGE -> Asker.BROWSER;
      case PROBLEM, TEXT, NOTHING -> isFromBrowser(visit) ? Asker.BROWSER : Asker.PROGRAM;
    };
  }

  /** Fetch metadata (in every browser since 2023), or what a browser's WebSocket has to send. */
  private static boolean isFromBrowser(Visit visit) {
    return visit.header("Sec-Fetch-Mode").isPresent()
        || visit.header("Sec-Fetch-Dest").isPresent()
        || (visit.header("Sec-WebSocket-Key").isPresent() && visit.header("Origin").isPresent());
  }

  /** A number for browser and main version, languages and platform. */
  static long number(Visit visit) {
    long number = withoutMinorVersions(visit.header("User-Agent").orElse(""));
    number = number * 31 + visit.header("Accept-Language").orElse("").hashCode();
    return number * 31 + visit.header("Sec-CH-UA-Platform").orElse("").hashCode();
  }

  private static long withoutMinorVersions(String agent) {
    long hash = 1125899906842597L;
    boolean minor = false;
    for (int i = 0; i < Math.min(agent.length(), 512); i++) {
      char c = agent.charAt(i);
      minor = c == '.' || (minor && c >= '0' && c <= '9');
      hash = minor ? hash : hash * 31 + c;
    }
    return hash;
  }
}
