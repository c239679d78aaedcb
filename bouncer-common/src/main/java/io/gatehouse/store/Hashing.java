package io.gatehouse.store;

/** Spreads keys of three numbers over a power of two of slots. */
final class Hashing {
  private Hashing() {}

  /**
   * A hash of a prefix. Whoever chooses the addresses does not know the seed, so that they cannot
   * be chosen to collide. The steps are those of splitmix64's finalizer (Steele, Lea, Flood 2014).
   */
  static int hash(long high, long low, int bits, long seed) {
    long z = (high ^ seed) * 0x9E3779B97F4A7C15L;
    z = ((z ^ (z >>> 32)) + low) ^ ((long) bits << 56);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) (z ^ (z >>> 31));
  }
}
