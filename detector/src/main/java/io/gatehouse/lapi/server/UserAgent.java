package io.gatehouse.lapi.server;

import java.util.Optional;

/**
 * Who a client says it is: {@code type/version}.
 *
 * @param type before the slash, or all of it where there is not exactly one
 * @param version after the slash, or {@code N/A}
 */
record UserAgent(String type, String version) {
  private static final int MAX_LENGTH = 255;

  /** Of a bouncer, of which anything is taken. */
  static UserAgent of(String text) {
    return strict(text).orElseGet(() -> new UserAgent(clip(text), "N/A"));
  }

  /** Of a machine, which must have exactly one slash; empty otherwise. */
  static Optional<UserAgent> strict(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || slash != text.lastIndexOf('/')) {
      return Optional.empty();
    }
    return Optional.of(
        new UserAgent(clip(text.substring(0, slash)), clip(text.substring(slash + 1))));
  }

  private static String clip(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
  }
}
