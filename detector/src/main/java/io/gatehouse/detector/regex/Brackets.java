package io.gatehouse.detector.regex;

import java.util.Map;

/**
 * Reads a class of characters. A '[' or '&&' inside means itself, unlike in Java. Ranges of ASCII
 * are written out for Java, which then looks each character up in one table of bits; a range would
 * be a comparison of its own.
 */
final class Brackets {
  private static final int ASCII_END = 128;
  private static final Map<String, String> POSIX =
      Map.ofEntries(
          Map.entry("alnum", "Alnum"),
          Map.entry("alpha", "Alpha"),
          Map.entry("ascii", "ASCII"),
          Map.entry("blank", "Blank"),
          Map.entry("cntrl", "Cntrl"),
          Map.entry("digit", "Digit"),
          Map.entry("graph", "Graph"),
          Map.entry("lower", "Lower"),
          Map.entry("print", "Print"),
          Map.entry("punct", "Punct"),
          Map.entry("space", "Space"),
          Map.entry("upper", "Upper"),
          Map.entry("xdigit", "XDigit"));

  private final Cursor in;
  private final Escapes escapes;
  private final StringBuilder java = new StringBuilder("[");
  private final StringBuilder linear = new StringBuilder("[");
  private int items;
  private boolean negative;
  private int single = -1;

  Brackets(Cursor in, Escapes escapes) {
    this.in = in;
    this.escapes = escapes;
  }

  String java() {
    return java.toString();
  }

  String linear() {
    return linear.toString();
  }

  /** The one character that it matches, or -1. */
  int only() {
    return items == 1 && !negative ? single : -1;
  }

  void read() throws PatternException {
    in.next();
    negative = in.skip("^");
    if (negative) {
      both("^");
    }
    do {
      if (in.atEnd()) {
        throw in.error("a class is not closed; expected ']'");
      }
      items++;
      item();
    } while (!in.skip("]"));
    both("]");
  }

  private void item() throws PatternException {
    if (in.at("[:") && posix()) {
      return;
    }
    int first = character();
    if (first < 0) {
      return;
    }
    single = first;
    if (in.at("-") && !in.at("-]")) {
      range(first);
    } else {
      both(Escapes.quoted(first));
    }
  }

  private void range(int first) throws PatternException {
    in.next();
    single = -1;
    if (in.atEnd()) {
      throw in.error("a class is not closed; expected ']'");
    }
    int last = character();
    if (last < first) {
      throw in.error("a range of characters whose end is before its begin");
    }
    String range = Escapes.quoted(first) + "-" + Escapes.quoted(last);
    java.append(last < ASCII_END ? each(first, last) : range);
    linear.append(range);
  }

  private static String each(int first, int last) {
    StringBuilder all = new StringBuilder();
    for (int c = first; c <= last; c++) {
      all.append(Escapes.quoted(c));
    }
    return all.toString();
  }

  /** One character, or -1 if it was a class, which is written already. */
  private int character() throws PatternException {
    if (in.peek() != '\\') {
      return in.codePoint();
    }
    if (in.at("\\b")) {
      throw in.error("'\\b' is no character; write \\x08");
    }
    Escapes.Meaning meaning = escapes.read();
    if (meaning.character() < 0) {
      shorthand(meaning);
    }
    return meaning.character();
  }

  /** Java's \s has a vertical tab that RE2's has not. */
  private void shorthand(Escapes.Meaning meaning) throws PatternException {
    if (meaning.zeroWidth() || meaning.linear() == null) {
      throw in.error("'" + meaning.java() + "' cannot stand in a class");
    }
    java.append(
        switch (meaning.linear()) {
          case "\\s" -> "\\t\\n\\f\\r ";
          case "\\S" -> "\\S\\x0B";
          case "\\d" -> each('0', '9');
          case "\\w" -> each('0', '9') + each('A', 'Z') + each('a', 'z') + "_";
          default -> meaning.java();
        });
    linear.append(meaning.linear());
  }

  private boolean posix() throws PatternException {
    int start = in.position();
    in.take(2);
    boolean turned = in.skip("^");
    String name = in.until(":]");
    if (name.equals("word")) {
      both(turned ? "\\W" : "\\w");
      return true;
    }
    String kind = POSIX.get(name);
    if (kind == null) {
      if (name.matches("[a-z]+")) {
        throw in.error("'[:" + name + ":]' is no class of characters");
      }
      in.back(start);
      return false;
    }
    java.append(turned ? "\\P{" : "\\p{").append(kind).append('}');
    linear.append(turned ? "[:^" : "[:").append(name).append(":]");
    return true;
  }

  private void both(String text) {
    java.append(text);
    linear.append(text);
  }
}
