package io.gatehouse.detector.expr;

/** An expression that cannot be read on from a place. */
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;
  private final int offset;

  SyntaxException(int offset, String message) {
    super(message);
    this.reason = message;
    this.offset = offset;
  }

  /** From 0, in the text of the expression. */
  int offset() {
    return offset;
  }

  /** The message. */
  String reason() {
    return reason;
  }
}
