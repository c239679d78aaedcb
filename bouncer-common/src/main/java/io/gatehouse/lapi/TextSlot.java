package io.gatehouse.lapi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * A text that is overwritten again and again without a new object, as long as it is ASCII; absent
 * until it is set.
 */
final class TextSlot implements CharSequence {
  /** Stands for no other text than the one in {@link #bytes}. */
  private static final String NONE = "";

  private byte[] own = {};
  private byte[] bytes = own;
  private int from;
  private int length;

  /** The text, if it is not ASCII. */
  private String wide = NONE;

  private boolean present;

  void clear() {
    length = 0;
    wide = NONE;
    present = false;
  }

  /** Takes a text. */
  void set(char[] source, int offset, int count) {
    if (count > own.length) {
      own = new byte[Math.max(count, 2 * own.length)];
    }
    char all = 0;
    for (int i = 0; i < count; i++) {
      all |= source[offset + i];
      own[i] = (byte) source[offset + i];
    }
    setAscii(own, 0, count);
    wide = all < 0x80 ? NONE : new String(source, offset, count);
  }

  void set(String text) {
    set(text.toCharArray(), 0, text.length());
  }

  /** Takes a text where it stands; it must stay there for as long as it is looked at. */
  void setAscii(byte[] source, int start, int count) {
    bytes = source;
    from = start;
    length = count;
    wide = NONE;
    present = true;
  }

  boolean isPresent() {
    return present;
  }

  /** Whether {@link #bytes} are the text. */
  boolean isAscii() {
    return wide.isEmpty();
  }

  /** What holds the text, from {@link #start} to {@link #end}. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return from;
  }

  int end() {
    return from + length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return isAscii() ? (char) bytes[from + index] : wide.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().subSequence(start, end);
  }

  /** A copy that stays as it is. */
  TextSlot copy() {
    TextSlot copy = new TextSlot();
    copy.setAscii(Arrays.copyOfRange(bytes, from, from + length), 0, length);
    copy.wide = wide;
    return copy;
  }

  boolean contentEquals(TextSlot other) {
    return length == other.length
        && Arrays.equals(bytes, from, from + length, other.bytes, other.from, other.from + length)
        && wide.equals(other.wide);
  }

  /** Of the length and a few characters; {@link KindTable} bounds what collisions can cost. */
  int sampleHash() {
    int hash = length;
    if (length > 0) {
      hash = hash * 31 + bytes[from];
      hash = hash * 31 + bytes[from + length / 2];
      hash = hash * 31 + bytes[from + length - 1];
      hash = hash * 31 + bytes[from + length * 3 / 4];
    }
    return hash;
  }

  @Override
  public String toString() {
    return isAscii() ? new String(bytes, from, length, US_ASCII) : wide;
  }
}
