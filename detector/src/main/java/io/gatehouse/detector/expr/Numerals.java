package io.gatehouse.detector.expr;

/** Reads a number: decimal, {@code 0x 0o 0b}, {@code _} between digits, fraction, exponent. */
final class Numerals {
  private final String text;
  private final int start;
  private int position;

  Numerals(String text, int start) {
    this.text = text;
    this.start = start;
    this.position = start;
  }

  /** A Long or a Double. */
  Object read() throws SyntaxException {
    int radix = radix();
    if (radix != 10) {
      position += 2;
      return integer(digits(radix), radix);
    }
    StringBuilder number = new StringBuilder(digits(10));
    boolean whole = !fraction(number);
    whole &= !exponent(number);
    return whole ? (Object) integer(number.toString(), 10) : (Object) decimal(number.toString());
  }

  int end() {
    return position;
  }

  private int radix() {
    if (text.charAt(start) != '0' || start + 1 >= text.length()) {
      return 10;
    }
    return switch (text.charAt(start + 1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private boolean fraction(StringBuilder number) {
    boolean range = text.startsWith("..", position);
    if (range || position >= text.length() || text.charAt(position) != '.') {
      return false;
    }
    position++;
    number.append('.').append(digits(10));
    return true;
  }

  private boolean exponent(StringBuilder number) {
    if (position >= text.length() || "eE".indexOf(text.charAt(position)) < 0) {
      return false;
    }
    number.append('e');
    position++;
    if (position < text.length() && "+-".indexOf(text.charAt(position)) >= 0) {
      number.append(text.charAt(position++));
    }
    number.append(digits(10));
    return true;
  }

  private String digits(int radix) {
    StringBuilder digits = new StringBuilder();
    for (; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c < 128 && Character.digit(c, radix) >= 0) {
        digits.append(c);
      } else if (c != '_') {
        break;
      }
    }
    return digits.toString();
  }

  private Long integer(String digits, int radix) throws SyntaxException {
    try {
      return Long.valueOf(digits, radix);
    } catch (NumberFormatException e) {
      throw refused();
    }
  }

  private Double decimal(String number) throws SyntaxException {
    try {
      Double value = Double.valueOf(number);
      if (!value.isInfinite()) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number that is too large.
    }
    throw refused();
  }

  private SyntaxException refused() {
    String shown = text.substring(start, Math.min(text.length(), Math.max(position, start + 1)));
    return new SyntaxException(start, "'" + shown + "' is no number of 64 bits");
  }
}
