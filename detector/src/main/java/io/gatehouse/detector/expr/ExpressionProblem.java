package io.gatehouse.detector.expr;

/**
 * Something in an expression that its author should change.
 *
 * @param file as the caller named it
 * @param line from 1
 * @param column from 1
 * @param message what is wrong, what was expected, and perhaps what was meant
 */
public record ExpressionProblem(String file, int line, int column, String message)
    implements Comparable<ExpressionProblem> {

  /** Control characters, which a hostile file may hold, never reach a terminal or a log. */
  public ExpressionProblem {
    message = message.replaceAll("\\p{Cc}", "?");
  }

  @Override
  public int compareTo(ExpressionProblem other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** For a message about the whole expression: where in it, and what. */
  String inOneLine() {
    String where = line == 1 ? "" : "line " + line + ", ";
    return "is wrong at " + where + "column " + column + ": " + message;
  }

  /** One line: {@code expression: FILE:LINE:COLUMN: MESSAGE}. */
  @Override
  public String toString() {
    return "expression: " + file + ":" + line + ":" + column + ": " + message;
  }
}
