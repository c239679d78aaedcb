package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first bytes of a file, as a hash: tells whether an inode is still the same log, and finds a
 * log's copy. Inodes are given out again, and a truncated file keeps its own.
 *
 * @param length how many bytes
 * @param hash of them, in hexadecimal digits
 */
record Fingerprint(int length, String hash) {
  /** Enough for a few lines with their times. */
  static final int MAX_LENGTH = 512;

  /** Shorter ones prove nothing about another file. */
  private static final int MIN_PROOF = 16;

  static final Fingerprint NONE = new Fingerprint(0, "");

  /** The first bytes of a file, as many as count. */
  static byte[] beginning(FileChannel file, long length) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(length, MAX_LENGTH));
    while (head.hasRemaining() && file.read(head, head.position()) > 0) {}
    return Arrays.copyOf(head.array(), head.position());
  }

  /** Of a file that begins with these bytes. */
  static Fingerprint of(byte[] beginning) {
    if (beginning.length == 0) {
      return NONE;
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(beginning);
      return new Fingerprint(beginning.length, HexFormat.of().formatHex(digest, 0, 12));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether the file begins with these bytes. */
  boolean matches(FileChannel file) throws IOException {
    return length == 0 || equals(of(beginning(file, length)));
  }

  /** Whether another file that begins with these bytes must be a copy. */
  boolean proves() {
    return length >= MIN_PROOF;
  }
}
