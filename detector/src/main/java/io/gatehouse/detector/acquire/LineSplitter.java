package io.gatehouse.detector.acquire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines. A line ends at LF; a CR before it goes with it. Empty lines are left out,
 * and so are NULs at a line's start, which a writer leaves that goes on at its old place after a
 * truncation. Bytes that are not UTF-8 become U+FFFD. Of a line that is too long the beginning
 * counts. Memory is bounded by the longest line. Not thread-safe.
 */
final class LineSplitter {
  private final int maxLine;
  private byte[] held = new byte[0];
  private int heldLength;
  private long pending;
  private boolean cut;
  private long overlong;

  LineSplitter(int maxLine) {
    this.maxLine = maxLine;
  }

  /** Takes the next bytes and hands on the lines that end in them. */
  void split(byte[] bytes, int length, Consumer<String> lines) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        end(bytes, start, i, lines);
        start = i + 1;
      }
    }
    hold(bytes, start, length);
  }

  /** What has been taken and not handed on, as a line: no more bytes will come. */
  void finish(Consumer<String> lines) {
    end(held, 0, 0, lines);
  }

  /** Lets the memory go; no more bytes will come, and no line is handed on. */
  void release() {
    held = new byte[0];
    heldLength = 0;
  }

  /** How many bytes were taken since the last end of a line. */
  long pending() {
    return pending;
  }

  /** Bytes of a line that count. */
  int maxLine() {
    return maxLine;
  }

  /** How many lines were too long. */
  long overlong() {
    return overlong;
  }

  private void end(byte[] bytes, int start, int end, Consumer<String> lines) {
    if (pending == 0 && end - start <= maxLine) {
      emit(bytes, start, end, lines);
      return;
    }
    hold(bytes, start, end);
    emit(held, 0, heldLength, lines);
    overlong += cut ? 1 : 0;
    cut = false;
    heldLength = 0;
    pending = 0;
    if (held.length > 1 << 16) {
      held = new byte[0];
    }
  }

  private void hold(byte[] bytes, int from, int to) {
    pending += to - from;
    int start = heldLength == 0 ? skipNuls(bytes, from, to) : from;
    int taken = Math.min(to - start, maxLine - heldLength);
    cut |= taken < to - start;
    if (taken > 0) {
      if (heldLength + taken > held.length) {
        held = Arrays.copyOf(held, Math.min(maxLine, 2 * (heldLength + taken)));
      }
      System.arraycopy(bytes, start, held, heldLength, taken);
      heldLength += taken;
    }
  }

  private static void emit(byte[] bytes, int from, int to, Consumer<String> lines) {
    int start = skipNuls(bytes, from, to);
    int end = to > start && bytes[to - 1] == '\r' ? to - 1 : to;
    if (end > start) {
      lines.accept(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }
  }

  private static int skipNuls(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && bytes[start] == 0) {
      start++;
    }
    return start;
  }
}
