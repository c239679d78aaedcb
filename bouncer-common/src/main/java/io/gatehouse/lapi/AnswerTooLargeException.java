package io.gatehouse.lapi;

import java.io.IOException;

/** An answer is beyond its {@link AnswerLimits}; the message says which and how much. */
final class AnswerTooLargeException extends IOException {
  AnswerTooLargeException(String message) {
    super(message);
  }
}
