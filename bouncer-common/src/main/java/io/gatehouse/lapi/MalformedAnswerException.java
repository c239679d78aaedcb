package io.gatehouse.lapi;

import java.io.IOException;

/** An answer of a LAPI arrived whole and is not of the shape that was asked for. */
public final class MalformedAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  /** With what is wrong with it; foreign text in there is cut and cleaned before it is shown. */
  public MalformedAnswerException(String message) {
    super(message);
  }
}
