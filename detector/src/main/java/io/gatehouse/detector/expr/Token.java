package io.gatehouse.detector.expr;

import org.jspecify.annotations.Nullable;

/**
 * A word of the language.
 *
 * @param text as written; for a string what it says
 * @param value of a number or a string, else null
 * @param start where it begins in the expression, from 0
 */
record Token(Kind kind, String text, @Nullable Object value, int start) {

  /** What a word is. */
  enum Kind {
    NUMBER,
    STRING,
    NAME,
    POINTER,
    OPERATOR,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** For a message. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case STRING -> "a string";
      case NUMBER -> "number " + text;
      case NAME, POINTER, OPERATOR -> "'" + text + "'";
    };
  }
}
