package io.gatehouse.detector.regex;

import java.util.Map;

/** Reads a class of characters. A '[' or '&&' inside means itself, unlike in Java. */
final class Brackets {
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
    both(Escapes.quoted(first));
    if (in.at("-") && !in.at("-]")) {
      in.next();
      single = -1;
      both("-");
      if (in.atEnd()) {
        throw in.error("a class is not closed; expected ']'");
      }
      int last = character();
      if (last < first) {
        throw in.error("a range of characters whose end is before its begin");
      }
      both(Escapes.quoted(last));
    }
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
    String text = meaning.java();
    boolean spaces = "\\s".equals(meaning.linear());
    boolean others = "\\S".equals(meaning.linear());
    java.append(spaces ? "\\t\\n\\f\\r " : others ? "\\S\\x0B" : text);
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
