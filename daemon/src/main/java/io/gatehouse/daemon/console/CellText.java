package io.gatehouse.daemon.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Text as a terminal shows it: how many columns it takes, and where it may be broken. Widths follow
 * Unicode's East Asian Width (UAX #11); ambiguous characters are narrow, as terminals outside East
 * Asia have them.
 */
final class CellText {
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0x33FF},
    {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF},
    {0x20000, 0x3FFFD},
  };

  private CellText() {}

  /** Without what would steer a terminal: a hostile user agent may hold escape sequences. */
  static String harmless(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]", "?");
  }

  static int width(String text) {
    return text.codePoints().map(CellText::width).sum();
  }

  private static int width(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (character <= range[1]) {
        return character >= range[0] ? 2 : 1;
      }
    }
    return 1;
  }

  /** Lines of at most this width; broken at spaces where there are some, else anywhere. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > width) {
      int end = fitting(rest, width);
      int space = rest.lastIndexOf(' ', end);
      int cut = space > 0 ? space : end;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** How many of the first chars fit; one character at least. */
  private static int fitting(String text, int width) {
    int at = 0;
    int taken = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      taken += width(character);
      if (taken > width && at > 0) {
        return at;
      }
      at += Character.charCount(character);
    }
    return at;
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }
}
