package io.gatehouse.testing;

import java.util.List;

/**
 * A program that has ended.
 *
 * @param command as it was started
 * @param status exit code; 128 and more after a signal
 * @param out all of its standard output
 * @param err all of its standard error
 */
public record Finished(List<String> command, int status, String out, String err) {

  /** Whether the exit code is 0. */
  public boolean succeeded() {
    return status == 0;
  }

  /**
   * Standard output of a program that had to succeed.
   *
   * @throws AssertionError with everything it said, if it did not
   */
  public String expectSuccess() {
    if (!succeeded()) {
      throw new AssertionError(
          "%s ended with %d%n%s%s".formatted(String.join(" ", command), status, out, err));
    }
    return out;
  }
}
