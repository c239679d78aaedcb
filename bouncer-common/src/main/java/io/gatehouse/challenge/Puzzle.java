package io.gatehouse.challenge;

/**
 * What has to be found: for each of {@code rounds}, a number whose hash begins with {@code bits}
 * zero bits. Several small searches instead of a large one make the time about the same for
 * everybody, where that of a single search varies tenfold; and they show how far it is.
 *
 * @param bits 1 to {@link #MOST_BITS}
 * @param rounds 1 to {@link #MOST_ROUNDS}
 */
record Puzzle(int bits, int rounds) {
  /** Minutes, on a telephone. */
  static final int MOST_BITS = 22;

  static final int MOST_ROUNDS = 64;

  Puzzle {
    if (bits < 1 || bits > MOST_BITS || rounds < 1 || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException("no such puzzle: " + bits + " bits, " + rounds);
    }
  }

  /** Hashes that it takes on average. */
  long averageHashes() {
    return (long) rounds << bits;
  }
}
