package io.gatehouse.detector.expr;

import java.util.ArrayList;
import java.util.List;

/** Cutting and joining strings as Go's package strings does. */
public final class TextCut {
  private TextCut() {}

  /** Without Unicode's white space at both ends. */
  public static String space(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** What Go's unicode.IsSpace takes for white space. */
  public static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r')
        || c == ' '
        || c == '\u0085'
        || c == '\u00A0'
        || (c > 255 && (Character.isSpaceChar(c) && c != '\u200B'));
  }

  /** Without the characters of a set at the begin. */
  public static String left(String text, String set) {
    int start = 0;
    while (start < text.length() && set.indexOf(text.codePointAt(start)) >= 0) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  /** Without the characters of a set at the end. */
  public static String right(String text, String set) {
    int end = text.length();
    while (end > 0 && set.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }

  /** Without that begin, once, if it is there. */
  public static String prefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  /** Without that end, once, if it is there. */
  public static String suffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  /**
   * The parts between separators; an empty separator cuts between code points.
   *
   * @param limit at most so many parts, the last being the rest; negative for all of them
   * @param after whether the separator stays at the end of its part
   */
  public static List<String> split(
      Evaluation e, String text, String separator, long limit, boolean after)
      throws EvaluationException {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (limit != 0 && (limit < 0 || parts.size() + 1 < limit)) {
      int end = end(text, separator, from);
      if (end < 0) {
        break;
      }
      e.step();
      parts.add(text.substring(from, after ? end + separator.length() : end));
      from = end + separator.length();
    }
    boolean rest = !separator.isEmpty() || from < text.length();
    if (limit != 0 && rest) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  private static int end(String text, String separator, int from) {
    if (!separator.isEmpty()) {
      return text.indexOf(separator, from);
    }
    return from < text.length() ? text.offsetByCodePoints(from, 1) : -1;
  }

  /** The first {@code count} occurrences replaced; all of them if it is negative. */
  public static String replace(Evaluation e, String text, String old, String by, long count)
      throws EvaluationException {
    StringBuilder replaced = new StringBuilder();
    int done = 0;
    int at = text.indexOf(old);
    for (long n = 0; at >= 0 && (count < 0 || n < count); n++) {
      e.step();
      replaced.append(text, done, at).append(by);
      checkLength(replaced);
      done = at + old.length();
      at = next(text, old, done, at);
    }
    e.text(replaced.length());
    return replaced.append(text, done, text.length()).toString();
  }

  /** An empty text stands before each code point, and at the end. */
  private static int next(String text, String old, int done, int at) {
    if (!old.isEmpty()) {
      return text.indexOf(old, done);
    }
    return at < text.length() ? text.offsetByCodePoints(at, 1) : -1;
  }

  private static void checkLength(StringBuilder text) throws EvaluationException {
    if (text.length() > Evaluation.MAX_TEXT) {
      throw new EvaluationException(
          "a text would be longer than " + Evaluation.MAX_TEXT + " characters");
    }
  }

  /** The texts of a list, with something between them. */
  public static String join(Evaluation e, List<?> parts, String between)
      throws EvaluationException {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (!(parts.get(i) instanceof String text)) {
        throw Coerce.refused("join()", "a list of strings", parts.get(i));
      }
      e.step();
      joined.append(i == 0 ? "" : between).append(text);
      checkLength(joined);
    }
    e.text(joined.length());
    return joined.toString();
  }
}
