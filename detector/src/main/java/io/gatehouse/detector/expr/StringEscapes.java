package io.gatehouse.detector.expr;

/** Reads a quoted string: {@code \a \b \f \n \r \t \v \\}, the quote, and characters by number. */
final class StringEscapes {
  private static final String LETTERS = "abfnrtv\\'\"`";
  private static final String MEANINGS = "\u0007\b\f\n\r\t\u000B\\'\"`";

  private final String text;
  private final int start;
  private final StringBuilder value = new StringBuilder();
  private int position;

  StringEscapes(String text, int start) {
    this.text = text;
    this.start = start;
    this.position = start + 1;
  }

  /** What the string says. */
  String read() throws SyntaxException {
    char quote = text.charAt(start);
    while (position < text.length() && text.charAt(position) != quote) {
      char c = text.charAt(position);
      if (c == '\n') {
        break;
      }
      position++;
      if (c == '\\') {
        escape(quote);
      } else {
        value.append(c);
      }
    }
    if (position >= text.length() || text.charAt(position) != quote) {
      throw new SyntaxException(start, "the string is not closed; expected " + quote);
    }
    position++;
    return value.toString();
  }

  /** Behind the closing quote. */
  int end() {
    return position;
  }

  private void escape(char quote) throws SyntaxException {
    char c = position < text.length() ? text.charAt(position++) : '\0';
    int meaning = LETTERS.indexOf(c);
    boolean otherQuote = "'\"`".indexOf(c) >= 0 && c != quote;
    if (meaning >= 0 && !otherQuote) {
      value.append(MEANINGS.charAt(meaning));
    } else if (c == 'x') {
      number(2, 16);
    } else if (c == 'u' && position < text.length() && text.charAt(position) == '{') {
      braces();
    } else if (c == 'u') {
      number(4, 16);
    } else if (c == 'U') {
      number(8, 16);
    } else if (c >= '0' && c <= '7') {
      position--;
      number(3, 8);
    } else {
      throw new SyntaxException(
          position - 2, "'\\" + c + "' is no escape; write '\\\\' for a backslash");
    }
  }

  private void braces() throws SyntaxException {
    int close = text.indexOf('}', position);
    if (close < 0 || close == position + 1 || close - position > 7) {
      throw new SyntaxException(position - 2, "'\\u{' wants 1 to 6 hexadecimal digits and '}'");
    }
    position++;
    number(close - position, 16);
    position++;
  }

  private void number(int digits, int radix) throws SyntaxException {
    int from = position;
    int number = 0;
    for (; position < from + digits; position++) {
      int digit = position < text.length() ? Character.digit(text.charAt(position), radix) : -1;
      if (digit < 0 || number > Character.MAX_CODE_POINT) {
        throw new SyntaxException(from - 2, "the escape wants " + digits + " digits");
      }
      number = number * radix + digit;
    }
    if (number > Character.MAX_CODE_POINT || (number >= 0xD800 && number <= 0xDFFF)) {
      throw new SyntaxException(from - 2, "the escape names no character");
    }
    value.appendCodePoint(number);
  }
}
