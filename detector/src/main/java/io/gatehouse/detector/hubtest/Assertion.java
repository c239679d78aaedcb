package io.gatehouse.detector.hubtest;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of an assert file: an expression that must be true.
 *
 * @param file such as {@code parser.assert}
 * @param line from 1
 * @param text the expression
 */
record Assertion(String file, int line, String text) {
  private static final String EQUALS = "==";

  /** The expressions of a file, one a line. */
  static List<Assertion> in(String file, String text) {
    List<Assertion> assertions = new ArrayList<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        assertions.add(new Assertion(file, i + 1, lines[i].strip()));
      }
    }
    return assertions;
  }

  /**
   * What is evaluated. A path is compared by its last part, because it depends on where the test
   * was run (crowdsec:pkg/hubtest/parser_assert.go).
   */
  String expression() {
    int equals = text.indexOf(EQUALS);
    if (!text.contains("datasource_path") || text.contains("basename(") || equals < 0) {
      return text;
    }
    return "basename(" + text.substring(0, equals).strip() + ") " + text.substring(equals);
  }

  /** The left side of a comparison, for telling what it was; "" where there is none. */
  String subject() {
    String expression = expression();
    int equals = expression.indexOf(" " + EQUALS + " ");
    return equals < 0 ? "" : expression.substring(0, equals);
  }
}
