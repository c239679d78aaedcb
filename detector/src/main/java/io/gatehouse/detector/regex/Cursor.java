package io.gatehouse.detector.regex;

/** Reads a pattern from left to right. */
final class Cursor {
  private final String text;
  private int position;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  boolean at(String part) {
    return text.startsWith(part, position);
  }

  boolean skip(String part) {
    boolean there = at(part);
    if (there) {
      position += part.length();
    }
    return there;
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : text.charAt(position);
  }

  char next() {
    char c = peek();
    position++;
    return c;
  }

  int codePoint() {
    int c = text.codePointAt(position);
    position += Character.charCount(c);
    return c;
  }

  String take(int count) {
    String taken = text.substring(position, Math.min(text.length(), position + count));
    position += taken.length();
    return taken;
  }

  /** Everything before the mark, which is stepped over; to the end if it does not come. */
  String until(String mark) {
    int end = text.indexOf(mark, position);
    String found = text.substring(Math.min(position, text.length()), end < 0 ? text.length() : end);
    position = end < 0 ? text.length() : end + mark.length();
    return found;
  }

  void untilBefore(String mark) {
    int end = text.indexOf(mark, position);
    position = end < 0 ? text.length() : end;
  }

  String rest(int count) {
    return text.substring(
        Math.min(position, text.length()), Math.min(text.length(), position + count));
  }

  int position() {
    return position;
  }

  void back(int to) {
    position = to;
  }

  String since(int from) {
    return text.substring(from, Math.min(position, text.length()));
  }

  PatternException error(String message) {
    int from = Math.max(0, Math.min(position, text.length()) - 20);
    String around = text.substring(from, Math.min(text.length(), position + 10));
    return new PatternException("pattern: " + message + ", near \"" + around + "\"");
  }
}
