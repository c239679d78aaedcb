package io.gatehouse.lapi.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-decoding (RFC 3986 §2.1), strict: a {@code %} without two digits is refused. */
final class PercentDecoding {
  private PercentDecoding() {}

  /** A part of a path, in which a plus is a plus. */
  static String ofPath(String text) throws RefusedException {
    return text.indexOf('%') < 0 ? text : decode(text, false);
  }

  /** A name or value of a query, in which a plus is a space. */
  static String ofQuery(String text) throws RefusedException {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : decode(text, true);
  }

  private static String decode(String text, boolean plusIsSpace) throws RefusedException {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        out.write(octet(raw, i));
        i += 2;
      } else {
        out.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int octet(byte[] raw, int percent) throws RefusedException {
    int high = percent + 2 < raw.length ? Character.digit(raw[percent + 1], 16) : -1;
    int low = percent + 2 < raw.length ? Character.digit(raw[percent + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw RefusedException.badRequest("invalid URL escape: '%' needs two hexadecimal digits");
    }
    return high << 4 | low;
  }
}
