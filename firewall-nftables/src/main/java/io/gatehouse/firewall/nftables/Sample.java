package io.gatehouse.firewall.nftables;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A few of the elements that the kernel has acknowledged, to ask for when somebody else has changed
 * the ruleset: dumping a large set takes minutes. Reservoir sampling (Vitter's algorithm R). Loop
 * thread only.
 */
final class Sample {
  private static final int SLOTS = 32;

  private final SplittableRandom random = new SplittableRandom();
  private final @Nullable BanMap[] maps = new BanMap[SLOTS];
  private final long[] highs = new long[SLOTS];
  private final long[] lows = new long[SLOTS];
  private final long[] untils = new long[SLOTS];
  private long seen;

  void added(BanMap map, long high, long low, long untilEpochSecond) {
    long slot = seen++ < SLOTS ? seen - 1 : random.nextLong(seen);
    if (slot < SLOTS) {
      int at = (int) slot;
      maps[at] = map;
      highs[at] = high;
      lows[at] = low;
      untils[at] = untilEpochSecond;
    }
  }

  /** Removed, or about to be there with another end. */
  void forget(BanMap map, long high, long low) {
    for (int at = 0; at < SLOTS; at++) {
      if (lows[at] == low && highs[at] == high && maps[at] == map) {
        maps[at] = null;
      }
    }
  }

  /** Is told about one element. */
  interface Visitor<E extends Exception> {
    /** False to stop. */
    boolean visit(BanMap map, long high, long low) throws E;
  }

  /**
   * Shows those that last beyond the second.
   *
   * @return whether every visit returned true
   */
  <E extends Exception> boolean all(long beyondEpochSecond, Visitor<E> visitor) throws E {
    for (int at = 0; at < SLOTS; at++) {
      BanMap map = maps[at];
      if (map != null
          && untils[at] > beyondEpochSecond
          && !visitor.visit(map, highs[at], lows[at])) {
        return false;
      }
    }
    return true;
  }
}
