package io.gatehouse.lapi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the form in which a LAPI writes all but a few of its rows, straight from the bytes: a
 * comma, then an object of the fields of a decision, each of its usual type, in plain ASCII without
 * escapes or other white space than blanks. It never says what is wrong with any other: that is the
 * JSON parser's to judge. Reading a million rows takes a third of the time that the parser needs.
 */
final class PlainRow {
  /** Stands behind the bytes that are there. No plain row has it, so that none reaches past it. */
  static final byte STOP = 0;

  /** Bytes beyond {@link #STOP} that a comparison may touch. */
  static final int MARGIN = 16;

  /** Well within every limit on a name, text or number. */
  static final int MAX_BYTES = 1_000;

  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DIGITS = 18;

  private final WireRow row;
  private final FieldOrder order;
  private byte[] bytes = {STOP};
  private int at;

  /** Reads into this row. */
  PlainRow(WireRow row, FieldOrder order) {
    this.row = row;
    this.order = order;
  }

  /** Whether a plain row, and the comma before it, begin there; if not, the row is void. */
  boolean read(byte[] from, int start) {
    bytes = from;
    at = start;
    row.clear();
    return passes(',') && passes('{') && readFields() && at - start <= MAX_BYTES;
  }

  /** Where reading ended: behind the row, or at the first byte that is not as usual. */
  int end() {
    return at;
  }

  private boolean readFields() {
    WireField field = WireField.UNKNOWN;
    do {
      field = readName(field);
      if (field == null || !passes(':') || !readValue(field)) {
        return false;
      }
    } while (passes(','));
    return passes('}');
  }

  private @Nullable WireField readName(WireField before) {
    if (!passes('"')) {
      return null;
    }
    WireField expected = order.after(before);
    if (passes(expected.nameAndQuote())) {
      return expected;
    }
    int start = at;
    if (!passesText()) {
      return null;
    }
    WireField field =
        WireField.of(new String(bytes, start, at - 1 - start, StandardCharsets.US_ASCII));
    order.follows(before, field);
    return field;
  }

  private boolean readValue(WireField field) {
    TextSlot text = row.text(field);
    if (text != null) {
      return passes('"') && readText(text);
    }
    return switch (field) {
      case ID -> readId();
      case SIMULATED -> readSimulated();
      default -> passes('"') && passesText();
    };
  }

  private boolean readText(TextSlot text) {
    int start = at;
    if (!passesText()) {
      return false;
    }
    text.setAscii(bytes, start, at - 1 - start);
    return true;
  }

  private boolean readId() {
    skipBlanks();
    int start = at;
    long number = 0;
    for (int digit = bytes[at] - '0'; digit >= 0 && digit <= 9; digit = bytes[++at] - '0') {
      number = number * 10 + digit;
    }
    row.id(number);
    return at > start && at - start <= MAX_DIGITS && bytes[start] != '0';
  }

  private boolean readSimulated() {
    skipBlanks();
    return passes(FALSE);
  }

  /** Passes the rest of a text and the quote that ends it. */
  private boolean passesText() {
    byte[] text = bytes;
    int end = at;
    while (isPlain(text[end])) {
      end++;
    }
    at = end;
    if (text[end] != '"') {
      return false;
    }
    at++;
    return true;
  }

  private static boolean isPlain(byte character) {
    return character >= ' ' && character != '"' && character != '\\';
  }

  private boolean passes(char wanted) {
    skipBlanks();
    if (bytes[at] != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private boolean passes(byte[] wanted) {
    int end = at + wanted.length;
    if (!Arrays.equals(bytes, at, end, wanted, 0, wanted.length)) {
      return false;
    }
    at = end;
    return true;
  }

  private void skipBlanks() {
    while (bytes[at] == ' ') {
      at++;
    }
  }
}
