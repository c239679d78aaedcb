package io.gatehouse.lapi;

import java.util.Arrays;

/** A text that is overwritten again and again without a new object; absent until it is set. */
final class TextSlot implements CharSequence {
  private char[] chars = new char[64];
  private int length;
  private boolean present;

  void clear() {
    length = 0;
    present = false;
  }

  void set(char[] source, int offset, int count) {
    makeRoom(count);
    System.arraycopy(source, offset, chars, 0, count);
  }

  /** Takes bytes, each of which is a character. */
  void setAscii(byte[] source, int from, int count) {
    makeRoom(count);
    char[] target = chars;
    for (int i = 0; i < count; i++) {
      target[i] = (char) source[from + i];
    }
  }

  private void makeRoom(int count) {
    if (count > chars.length) {
      chars = new char[Math.max(count, 2 * chars.length)];
    }
    length = count;
    present = true;
  }

  void set(String text) {
    set(text.toCharArray(), 0, text.length());
  }

  boolean isPresent() {
    return present;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, start, end - start);
  }

  boolean contentEquals(char[] other) {
    return length == other.length && Arrays.equals(chars, 0, length, other, 0, length);
  }

  /** Its characters and, behind its {@link #length}, others; good until it is set again. */
  char[] array() {
    return chars;
  }

  char[] toChars() {
    return Arrays.copyOf(chars, length);
  }

  /** Of the length and a few characters; {@link KindTable} bounds what collisions can cost. */
  int sampleHash() {
    int hash = length;
    if (length > 0) {
      hash = hash * 31 + chars[0];
      hash = hash * 31 + chars[length / 2];
      hash = hash * 31 + chars[length - 1];
      hash = hash * 31 + chars[length * 3 / 4];
    }
    return hash;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
