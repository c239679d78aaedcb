package io.gatehouse.lapi.server;

import java.util.Map;

/** A request that is answered with an error, because of what it asks. The message goes out. */
final class RefusedException extends Exception {
  private static final String TOKEN_REALM = "JWT realm=Crowdsec API local";

  private final transient Answer answer;
  private final boolean guess;

  private RefusedException(String message, Answer answer, boolean guess) {
    super(message, null, false, false); // a caller's mistake needs no stack
    this.answer = answer;
    this.guess = guess;
  }

  /** With a status of 400 to 599 and a message fit for the caller. */
  static RefusedException of(int status, String message) {
    return new RefusedException(message, Answer.json(status, JsonText.message(message)), false);
  }

  /** The wish can't be understood: 400. */
  static RefusedException badRequest(String message) {
    return of(400, message);
  }

  /** Of the layer of machines' tokens, whose errors have a code. */
  static RefusedException ofToken(int status, String message) {
    byte[] body = JsonText.codeAndMessage(status, message);
    Map<String, String> headers =
        status == 401
            ? Map.of("Content-Type", Answer.JSON, "WWW-Authenticate", TOKEN_REALM)
            : Map.of("Content-Type", Answer.JSON);
    return new RefusedException(message, Answer.of(status, headers, body), false);
  }

  /** Not now: 503, to be tried again soon. */
  static RefusedException busy(String message) {
    Map<String, String> headers = Map.of("Content-Type", Answer.JSON, "Retry-After", "5");
    return new RefusedException(message, Answer.of(503, headers, JsonText.message(message)), false);
  }

  /** Too many failures from one address: 429, for a client to try again later. */
  static RefusedException tooManyFailures() {
    String message = "too many failed attempts from this address; wait and try again";
    Map<String, String> headers = Map.of("Content-Type", Answer.JSON, "Retry-After", "5");
    return new RefusedException(message, Answer.of(429, headers, JsonText.message(message)), false);
  }

  /** The same answer, for a key or password that may have been a guess. */
  RefusedException asGuess() {
    return new RefusedException(String.valueOf(getMessage()), answer, true);
  }

  /** Whether a guess has failed. */
  boolean isGuess() {
    return guess;
  }

  /** What goes out. */
  Answer answer() {
    return answer;
  }

  int status() {
    return answer.status();
  }
}
