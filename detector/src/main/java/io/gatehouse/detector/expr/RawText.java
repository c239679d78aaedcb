package io.gatehouse.detector.expr;

/**
 * Walks along a YAML scalar as it was written, beside what YAML made of it. Quotes, the mark of a
 * block, indentation and folded line ends are stepped over; an escape counts as the one character
 * that it stands for. Where the two cannot be matched it stays where it is: a place near by.
 */
final class RawText {
  private final String raw;
  private boolean yaml;
  private int position;
  private int line;
  private int column;

  private RawText(String raw, int line, int column) {
    this.raw = raw;
    this.line = line;
    this.column = column;
  }

  static RawText ofYaml(String raw, int line, int column) {
    RawText text = new RawText(raw, line, column);
    text.yaml = true;
    text.skipMark();
    return text;
  }

  static RawText asItIs(String text) {
    return new RawText(text, 1, 1);
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  private void skipMark() {
    if (raw.startsWith("|") || raw.startsWith(">")) {
      int end = raw.indexOf('\n');
      boolean mark = end > 0 && raw.substring(1, end).strip().matches("[-+0-9]*(\\s*#.*)?");
      skipTo(mark ? end + 1 : 0);
    } else if (raw.startsWith("\"") || raw.startsWith("'")) {
      skipTo(1);
    }
  }

  private void skipTo(int end) {
    while (position < Math.min(end, raw.length())) {
      advance();
    }
  }

  private void advance() {
    if (raw.charAt(position++) == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
  }

  /** Steps over what YAML left out before that character. */
  void seek(char wanted) {
    while (position < raw.length()
        && raw.charAt(position) != wanted
        && Character.isWhitespace(raw.charAt(position))
        && !(wanted == ' ' && raw.charAt(position) == '\n')) {
      advance();
    }
  }

  /** Steps over that character. */
  void pass(char wanted) {
    if (position >= raw.length()) {
      return;
    }
    char c = raw.charAt(position);
    boolean doubled = raw.startsWith("'") && raw.startsWith("''", position) && yaml;
    if (doubled || (yaml && c == '\\' && escaped(wanted))) {
      advance();
    }
    advance();
  }

  /** A double-quoted scalar doubles its backslashes, and puts one before its quotes. */
  private boolean escaped(char wanted) {
    char next = position + 1 < raw.length() ? raw.charAt(position + 1) : '\0';
    return raw.startsWith("\"") && (next == wanted || wanted == '\n' || wanted == '\t');
  }
}
