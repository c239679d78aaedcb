package io.gatehouse.lapi;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an answer on their way to the JSON parser, which can be kept from those of plain
 * rows. After an element of a list, a parser is as it was after the one before: whole elements,
 * each with the comma before it, can be taken out from under it. So the parser decides what the
 * answer is and what is wrong with it, and never learns how many rows were like the others.
 *
 * <p>For that the parser is given no more than up to the next closing brace at a time, so that it
 * has nothing in hand when it has read a row.
 */
final class RowInput extends InputStream {
  private static final int CAPACITY = 16 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[CAPACITY + PlainRow.MARGIN];
  private int from;
  private int end;
  private long given;
  private long taken;

  RowInput(InputStream in) {
    this.in = in;
  }

  /** Whether the parser has read whatever it was given, so that rows may be taken. */
  boolean isAllReadBy(JsonParser json) {
    return json.currentLocation().getByteOffset() == given;
  }

  /** Reads and takes the row that comes next, if it is a plain one. */
  boolean take(PlainRow plain) throws IOException {
    while (!plain.read(buffer, from)) {
      boolean isCut = plain.end() == end && end - from < PlainRow.MAX_BYTES;
      if (!isCut || !fill()) {
        return false;
      }
    }
    taken += plain.end() - from;
    from = plain.end();
    return true;
  }

  /** Gives the parser what comes next, up to a closing brace. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (from == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, nextBrace() + 1 - from);
    System.arraycopy(buffer, from, bytes, offset, count);
    from += count;
    given += count;
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Where it is, or the last byte. */
  private int nextBrace() {
    int at = from;
    while (at < end - 1 && buffer[at] != '}') {
      at++;
    }
    return at;
  }

  /** Reads more behind what is left; false at the end of the input. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, end - from);
    end -= from;
    from = 0;
    int count = in.read(buffer, end, CAPACITY - end);
    end += Math.max(0, count);
    buffer[end] = PlainRow.STOP;
    return count > 0;
  }

  /** The same, but the place of an error counts what was taken as well. */
  JsonProcessingException located(JsonParser json, JsonProcessingException e) {
    JsonLocation seen = e.getLocation();
    if (seen == null || e instanceof JsonEOFException) {
      return e;
    }
    JsonLocation place =
        new JsonLocation(
            seen.contentReference(),
            seen.getByteOffset() + taken,
            seen.getCharOffset(),
            seen.getLineNr(),
            seen.getColumnNr());
    return new JsonParseException(json, e.getOriginalMessage(), place, e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
