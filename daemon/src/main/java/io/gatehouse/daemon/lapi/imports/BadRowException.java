package io.gatehouse.daemon.lapi.imports;

/** A row of a file makes no sense. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  /**
   * @param line from 1
   * @param reason with the value and what was expected
   */
  BadRowException(int line, String reason) {
    super(reason);
    this.line = line;
  }

  int line() {
    return line;
  }
}
