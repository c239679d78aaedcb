package io.gatehouse.lapi.active;

import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * Finds the rows of a target: an open hash table of the first row of each key. A key is a type and
 * a target, which is a prefix whatever its spelling and scope, or a scope and a text. All keys of
 * one prefix, or of one text, stand in one run of the table.
 *
 * <p>Only the writer adds, and nothing is taken out, so a reader sees every entry of its own
 * snapshot, and knows newer ones by their address. When the table grows, readers keep the old one.
 * The hash has a secret seed, because values come from attackers.
 */
final class KeyTable {
  private static final int FIRST_SIZE = 64;
  private static final long SEED = RandomGenerator.getDefault().nextLong();
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Addresses plus one; 0 is free. */
  private int[] slots;

  private int used;

  KeyTable() {
    this(new int[FIRST_SIZE], 0);
  }

  private KeyTable(int[] slots, int used) {
    this.slots = slots;
    this.used = used;
  }

  /** What readers of the rows so far may keep. */
  KeyTable view() {
    return new KeyTable(slots, used);
  }

  /** Finds the first row of the new row's key, or makes the new one the first. Writer only. */
  int firstOrAdd(Rows rows, int address) {
    int slot = slot(hash(rows, address));
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (isSameKey(rows, slots[slot] - 1, address)) {
        return slots[slot] - 1;
      }
    }
    slots[slot] = address + 1;
    if (++used > slots.length / 8 * 5) {
      grow(rows);
    }
    return address;
  }

  private void grow(Rows rows) {
    int[] old = slots;
    slots = new int[2 * old.length];
    for (int entry : old) {
      if (entry != 0) {
        int slot = slot(hash(rows, entry - 1));
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = entry;
      }
    }
  }

  /** Tells the first row of each key of exactly this prefix. */
  void prefix(Rows rows, long high, long low, int bits, IntConsumer found) {
    int slot = slot(hash(high, low, bits));
    for (int entry; (entry = slots[slot]) != 0; slot = (slot + 1) & (slots.length - 1)) {
      int address = entry - 1;
      if (rows.contains(address) && isPrefix(rows, address, high, low, bits)) {
        found.accept(address);
      }
    }
  }

  /** Tells the first row of each key whose target is this text, as JSON. */
  void text(Rows rows, byte[] value, IntConsumer found) {
    int slot = slot(hash(value, 0, value.length));
    for (int entry; (entry = slots[slot]) != 0; slot = (slot + 1) & (slots.length - 1)) {
      int address = entry - 1;
      if (rows.contains(address)
          && rows.bits(address) == Chunk.NO_PREFIX
          && rows.valueIs(address, value)) {
        found.accept(address);
      }
    }
  }

  private int slot(long hash) {
    return (int) (hash >>> 32) & (slots.length - 1);
  }

  private static boolean isSameKey(Rows rows, int one, int other) {
    if (rows.bits(one) != rows.bits(other)
        || !rows.kind(one).key().type().equals(rows.kind(other).key().type())) {
      return false;
    }
    return rows.bits(one) == Chunk.NO_PREFIX
        ? rows.kind(one).key().scope().equals(rows.kind(other).key().scope())
            && rows.isSameValue(one, other)
        : rows.high(one) == rows.high(other) && rows.low(one) == rows.low(other);
  }

  private static boolean isPrefix(Rows rows, int address, long high, long low, int bits) {
    return rows.low(address) == low && rows.bits(address) == bits && rows.high(address) == high;
  }

  private static long hash(Rows rows, int address) {
    int bits = rows.bits(address);
    if (bits != Chunk.NO_PREFIX) {
      return hash(rows.high(address), rows.low(address), bits);
    }
    Chunk chunk = rows.chunk(address);
    int row = Rows.row(address);
    return hash(chunk.text, chunk.valueStart(row), chunk.textEnds[row]);
  }

  private static long hash(long high, long low, int bits) {
    return mixed(mixed(mixed(SEED ^ high) ^ low) ^ bits);
  }

  private static long hash(byte[] text, int from, int to) {
    long hash = SEED;
    for (int i = from; i < to; i++) {
      hash = mixed(hash ^ text[i]);
    }
    return mixed(hash);
  }

  private static long mixed(long value) {
    long product = value * MULTIPLIER;
    return product ^ (product >>> 29);
  }
}
