package io.gatehouse.detector.regex;

import org.jspecify.annotations.Nullable;

/** What a backslash means in RE2, and how to say it in Java. */
final class Escapes {
  private static final String CONTROLS = "aftnrv";
  private static final String CONTROL_CHARACTERS = "\u0007\f\t\n\r\u000B";

  private final Cursor in;
  private final boolean extras;

  Escapes(Cursor in, boolean extras) {
    this.in = in;
    this.extras = extras;
  }

  /**
   * One escape.
   *
   * @param character the one that it stands for, or -1
   * @param java how Java says it
   * @param linear how RE2/J says it, or null if it cannot
   */
  record Meaning(int character, String java, @Nullable String linear, boolean zeroWidth) {
    static Meaning character(int c) {
      return new Meaning(c, quoted(c), quoted(c), false);
    }

    boolean boundary() {
      return java.equals("\\b") || java.equals("\\B");
    }
  }

  /** A character that means itself. */
  static String quoted(int c) {
    String text = new String(Character.toChars(c));
    if (c < ' ' || c == 0x7F) {
      return c < 16 ? "\\x0" + Integer.toHexString(c) : "\\x" + Integer.toHexString(c);
    }
    boolean special = "\\.[]{}()*+-?^$|&#".indexOf(c) >= 0;
    return special ? "\\" + text : text;
  }

  Meaning read() throws PatternException {
    int start = in.position();
    in.next();
    if (in.atEnd()) {
      throw in.error("a backslash at the end");
    }
    char c = in.next();
    int control = CONTROLS.indexOf(c);
    if (control >= 0) {
      return Meaning.character(CONTROL_CHARACTERS.charAt(control));
    }
    return switch (c) {
      case 'd', 'D', 'w', 'W' -> same("\\" + c, false);
      case 's' -> new Meaning(-1, "[\\t\\n\\f\\r ]", "\\s", false);
      case 'S' -> new Meaning(-1, "[^\\t\\n\\f\\r ]", "\\S", false);
      case 'b', 'B', 'A', 'z' -> same("\\" + c, true);
      case 'x' -> Meaning.character(hexadecimal());
      case 'p', 'P' -> property(start);
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digit(c);
      default -> other(c);
    };
  }

  private static Meaning same(String text, boolean zeroWidth) {
    return new Meaning(-1, text, text, zeroWidth);
  }

  private Meaning other(char c) throws PatternException {
    if (c < 128 && !Character.isLetterOrDigit(c)) {
      return Meaning.character(c);
    }
    if (extras && c == 'h') {
      return same("[0-9A-Fa-f]", false);
    }
    if (extras && c == 'H') {
      return same("[^0-9A-Fa-f]", false);
    }
    if (extras && c == 'Z') {
      return new Meaning(-1, "(?=\\n?\\z)", null, true);
    }
    throw in.error("'\\" + c + "' is not RE2");
  }

  private Meaning digit(char first) throws PatternException {
    if (first >= '8' || (first != '0' && (in.peek() < '0' || in.peek() > '7'))) {
      throw in.error("'\\" + first + "' refers back to a group, which no bounded search can do");
    }
    int value = first - '0';
    for (int i = 0; i < 2 && in.peek() >= '0' && in.peek() <= '7'; i++) {
      value = value * 8 + in.next() - '0';
    }
    return Meaning.character(value);
  }

  private int hexadecimal() throws PatternException {
    String digits = in.skip("{") ? in.until("}") : in.take(2);
    if (digits.matches("[0-9A-Fa-f]{1,6}") && Integer.parseInt(digits, 16) <= 0x10FFFF) {
      return Integer.parseInt(digits, 16);
    }
    throw in.error("'\\x' wants two hexadecimal digits, or up to six in braces");
  }

  private Meaning property(int start) throws PatternException {
    String name = in.skip("{") ? in.until("}") : in.take(1);
    boolean turned = name.startsWith("^");
    String plain = turned ? name.substring(1) : name;
    if (!plain.matches("[A-Za-z_]+")) {
      throw in.error("'\\p' wants the name of a class of characters");
    }
    boolean negative = in.since(start).startsWith("\\P") != turned;
    String kind = plain.length() > 2 ? "Is" + plain : plain;
    return new Meaning(-1, (negative ? "\\P{" : "\\p{") + kind + "}", in.since(start), false);
  }
}
