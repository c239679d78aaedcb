package io.gatehouse.detector.helper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent signs in addresses. */
final class Percent {
  private static final String UNRESERVED = "-_.~";
  private static final String PATH_TOO = "$&+=:@";

  private Percent() {}

  /** The text that was meant, or null if an escape is broken. In a query, '+' is a space. */
  static @Nullable String unescape(String text, boolean query) {
    if (text.indexOf('%') < 0 && !(query && text.indexOf('+') >= 0)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream meant = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        int value = i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
        if (value < 0) {
          return null;
        }
        meant.write(value);
        i += 2;
      } else {
        meant.write(query && bytes[i] == '+' ? ' ' : bytes[i]);
      }
    }
    return meant.toString(StandardCharsets.UTF_8);
  }

  private static int hex(byte high, byte low) {
    int first = high < 0 ? -1 : Character.digit(high, 16);
    int second = low < 0 ? -1 : Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }

  static String escape(String text, boolean query) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xFF;
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      boolean plain = letter || UNRESERVED.indexOf(c) >= 0;
      if (plain || (!query && PATH_TOO.indexOf(c) >= 0)) {
        escaped.append((char) c);
      } else if (query && c == ' ') {
        escaped.append('+');
      } else {
        escaped.append('%');
        escaped.append(LetterCase.upper(Integer.toHexString(0x100 | c).substring(1)));
      }
    }
    return escaped.toString();
  }
}
