package io.gatehouse.detector.grok;

/** A Grok pattern that cannot be used; the message has its place, its name and what is wrong. */
public final class GrokException extends Exception {
  private static final long serialVersionUID = 1;

  GrokException(String place, String message) {
    super("grok: " + place + ": " + message);
  }
}
