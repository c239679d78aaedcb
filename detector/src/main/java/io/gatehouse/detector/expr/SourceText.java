package io.gatehouse.detector.expr;

import java.util.Arrays;

/** An expression's text, and where in a file each of its characters stands. Immutable. */
public final class SourceText {
  private final String file;
  private final String text;
  private final int[] lines;
  private final int[] columns;

  private SourceText(String file, String text, int[] lines, int[] columns) {
    this.file = file;
    this.text = text;
    this.lines = lines;
    this.columns = columns;
  }

  /** A text of its own, which begins at line 1, column 1. */
  public static SourceText of(String file, String text) {
    return walked(file, text, RawText.asItIs(text));
  }

  /**
   * A YAML scalar.
   *
   * @param line where it begins, from 1, and so is the column
   * @param raw as it stands in the file from there on, with quotes, indentation and the mark of a
   *     block
   * @param text what YAML makes of it
   */
  public static SourceText scalar(String file, int line, int column, String raw, String text) {
    return walked(file, text, RawText.ofYaml(raw, line, column));
  }

  private static SourceText walked(String file, String text, RawText cursor) {
    int[] lines = new int[text.length() + 1];
    int[] columns = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      cursor.seek(text.charAt(i));
      lines[i] = cursor.line();
      columns[i] = cursor.column();
      cursor.pass(text.charAt(i));
    }
    lines[text.length()] = cursor.line();
    columns[text.length()] = cursor.column();
    return new SourceText(file, text, lines, columns);
  }

  String text() {
    return text;
  }

  ExpressionProblem problem(int offset, String message) {
    int at = Math.max(0, Math.min(offset, text.length()));
    return new ExpressionProblem(file, lines[at], columns[at], message);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceText source
        && file.equals(source.file)
        && text.equals(source.text)
        && lines[0] == source.lines[0]
        && columns[0] == source.columns[0];
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new Object[] {file, text, lines[0], columns[0]});
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
