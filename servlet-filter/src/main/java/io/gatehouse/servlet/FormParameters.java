package io.gatehouse.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters of a form that was sent as {@code application/x-www-form-urlencoded}. One that cannot
 * be decoded is left out, as Tomcat 10.1 does.
 */
final class FormParameters {
  /** As many as Tomcat 10.1 takes. */
  private static final int MOST = 10_000;

  private final byte[] body;
  private final Charset charset;
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();

  private FormParameters(byte[] body, Charset charset) {
    this.body = body;
    this.charset = charset;
  }

  /** The values of each name, in the order they came. */
  static Map<String, List<String>> of(byte[] body, Charset charset) {
    FormParameters form = new FormParameters(body, charset);
    form.read();
    return form.parameters;
  }

  private void read() {
    int begin = 0;
    for (int count = 0; begin < body.length && count < MOST; count++) {
      int end = indexOf('&', begin, body.length);
      if (end > begin) {
        readPair(begin, end);
      }
      begin = end + 1;
    }
  }

  private void readPair(int begin, int end) {
    int equals = indexOf('=', begin, end);
    try {
      String name = decoded(begin, equals);
      String value = equals == end ? "" : decoded(equals + 1, end);
      if (!name.isEmpty()) {
        parameters.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    } catch (NumberFormatException e) {
      // neither a name nor a value can be made of it
    }
  }

  /** Where the byte is, or the end. */
  private int indexOf(char c, int begin, int end) {
    int i = begin;
    while (i < end && body[i] != c) {
      i++;
    }
    return i;
  }

  private String decoded(int begin, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - begin);
    for (int i = begin; i < end; i++) {
      if (body[i] == '%') {
        bytes.write(digit(i + 1, end) << 4 | digit(i + 2, end));
        i += 2;
      } else {
        bytes.write(body[i] == '+' ? ' ' : body[i]);
      }
    }
    return bytes.toString(charset);
  }

  private int digit(int at, int end) {
    int digit = at < end ? Character.digit(body[at], 16) : -1;
    if (digit < 0) {
      throw new NumberFormatException("a % without two digits");
    }
    return digit;
  }
}
