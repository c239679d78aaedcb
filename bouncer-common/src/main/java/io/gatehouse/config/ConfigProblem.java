package io.gatehouse.config;

/**
 * Something in a file that an operator should change.
 *
 * @param file as the operator named it
 * @param line from 1; 0 where the file as a whole is meant
 * @param message what is wrong, with which value, and what to write instead; never a secret
 */
public record ConfigProblem(String file, int line, String message)
    implements Comparable<ConfigProblem> {

  /** Control characters, which a hostile file may hold, never reach a terminal or a log. */
  public ConfigProblem {
    message = message.replaceAll("\\p{Cc}", "?");
  }

  ConfigProblem(Place at, String message) {
    this(at.file(), at.line(), message);
  }

  /** By file, then by line. */
  @Override
  public int compareTo(ConfigProblem other) {
    int byFile = file.compareTo(other.file);
    return byFile != 0 ? byFile : Integer.compare(line, other.line);
  }

  /** {@code FILE:LINE: MESSAGE}, to be told as part of something else. */
  public String inPlace() {
    return new Place(file, line) + ": " + message;
  }

  /** One line: {@code config: FILE:LINE: MESSAGE}. */
  @Override
  public String toString() {
    return "config: " + inPlace();
  }
}
