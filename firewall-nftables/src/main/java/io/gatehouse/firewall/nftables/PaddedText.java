package io.gatehouse.firewall.nftables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A text as an attribute holds it, for one that is written a million times: with its NUL, padded,
 * in words of the host's byte order. Copying some words into a buffer outside the heap takes a
 * third of the time that it takes to set up the copying of an array.
 */
final class PaddedText {
  /** No text at all. */
  static final PaddedText NONE = new PaddedText(0, new int[0]);

  private final int bytes;
  private final int[] words;

  private PaddedText(int bytes, int[] words) {
    this.bytes = bytes;
    this.words = words;
  }

  static PaddedText of(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int bytes = plain.length + 1;
    ByteBuffer padded = ByteBuffer.allocate(Netlink.align(bytes)).order(ByteOrder.nativeOrder());
    padded.put(plain).rewind();
    int[] words = new int[padded.capacity() / Integer.BYTES];
    padded.asIntBuffer().get(words);
    return new PaddedText(bytes, words);
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** Without the padding. */
  int bytes() {
    return bytes;
  }

  void into(ByteBuffer buffer) {
    for (int word : words) {
      buffer.putInt(word);
    }
  }
}
