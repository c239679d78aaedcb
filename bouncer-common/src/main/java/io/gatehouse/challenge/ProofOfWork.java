package io.gatehouse.challenge;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * Checks the solution of a {@link Puzzle}: {@code SHA-256(nonce ‖ round ‖ number)}, round and
 * number as 32 bits each, has to begin with the wanted number of zero bits. The nonce is the
 * challenge token's own, so that work is done for one token alone. Costs a hash a round.
 *
 * <p>This is a price and a way to tell browsers apart, no proof of a person: a graphics card is
 * thousands of times faster than a page's script.
 */
final class ProofOfWork {
  /** As a pass and a metric name it. */
  static final String NAME = "pow";

  private static final int LONGEST = Puzzle.MOST_ROUNDS * 11;
  private static final Pattern SEPARATOR = Pattern.compile("\\.");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final long MOST = 0xFFFFFFFFL;

  private ProofOfWork() {}

  /**
   * Whether a solution is one.
   *
   * @param solution a decimal number for each round, in order, with a dot between them
   */
  static boolean isSolved(byte[] nonce, Puzzle puzzle, String solution) {
    if (solution.length() > LONGEST) {
      return false;
    }
    String[] numbers = SEPARATOR.split(solution, -1);
    if (numbers.length != puzzle.rounds()) {
      return false;
    }
    MessageDigest sha256 = SigningKey.sha256();
    for (int round = 0; round < numbers.length; round++) {
      if (!isSolved(sha256, nonce, round, numbers[round], puzzle.bits())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSolved(
      MessageDigest sha256, byte[] nonce, int round, String text, int bits) {
    if (!NUMBER.matcher(text).matches() || Long.parseLong(text) > MOST) {
      return false;
    }
    return leadingZeros(hash(sha256, nonce, round, Long.parseLong(text))) >= bits;
  }

  static byte[] hash(MessageDigest sha256, byte[] nonce, int round, long number) {
    sha256.update(nonce);
    return sha256.digest(ByteBuffer.allocate(8).putInt(round).putInt((int) number).array());
  }

  /** Of the first 64 bits, which is more than any puzzle asks for. */
  static int leadingZeros(byte[] hash) {
    return Long.numberOfLeadingZeros(ByteBuffer.wrap(hash).getLong());
  }
}
