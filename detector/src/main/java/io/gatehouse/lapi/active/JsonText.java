package io.gatehouse.lapi.active;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The inside of a JSON string as Go's encoder writes it: UTF-8, with {@code <>&} and the line
 * separators U+2028 and U+2029 escaped, and U+FFFD escaped for half a surrogate pair.
 */
final class JsonText {
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;
  private static final int REPLACEMENT = 0xFFFD;

  private JsonText() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] of(String text) {
    return isPlain(text) ? ascii(text) : escaped(text);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c < 0x80 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
  }

  private static byte[] escaped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      append(out, c);
      i += Character.charCount(c);
    }
    return out.toByteArray();
  }

  private static void append(ByteArrayOutputStream out, int c) {
    if (isPlain(c)) {
      out.write(c);
    } else if (c < 0x80) {
      appendAscii(out, c);
    } else if (Character.getType(c) == Character.SURROGATE) {
      appendNumber(out, REPLACEMENT);
    } else if (c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
      appendNumber(out, c);
    } else {
      out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void appendAscii(ByteArrayOutputStream out, int c) {
    int letter =
        switch (c) {
          case '"', '\\' -> c;
          case '\b' -> 'b';
          case '\f' -> 'f';
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          default -> 0;
        };
    if (letter == 0) {
      appendNumber(out, c);
    } else {
      out.write('\\');
      out.write(letter);
    }
  }

  private static void appendNumber(ByteArrayOutputStream out, int c) {
    out.write('\\');
    out.write('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.write(HEX[c >>> shift & 0xF]);
    }
  }
}
