package io.gatehouse.challenge;

import java.util.Locale;

/** The pages that a visitor can meet. */
enum WallKind {
  BAN(403, "banned", "Access refused", "ban"),
  /** What was sent is refused, and not who sent it. */
  REFUSED(403, "request-refused", "Request refused", "ban"),
  CHALLENGE(403, "challenge-required", "Challenge required", "challenge"),
  CAPTCHA(403, "challenge-required", "Challenge required", "captcha"),
  THROTTLE(429, "throttled", "Too many requests", "throttle"),
  UNAVAILABLE(503, "unavailable", "Service unavailable", "unavailable");

  private final int status;
  private final String problem;
  private final String title;
  private final String action;

  WallKind(int status, String problem, String title, String action) {
    this.status = status;
    this.problem = problem;
    this.title = title;
    this.action = action;
  }

  int status() {
    return status;
  }

  String problemType() {
    return "urn:gatehouse:problem:" + problem;
  }

  /** In English, as a machine reads it. */
  String title() {
    return title;
  }

  /** Value of {@code X-Gatehouse-Action}. */
  String action() {
    return action;
  }

  /** Start of its texts' keys. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isSolvable() {
    return this == CHALLENGE || this == CAPTCHA;
  }
}
