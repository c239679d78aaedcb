package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.Nft.ElementAttribute;
import io.gatehouse.firewall.nftables.Nft.Message;
import io.gatehouse.firewall.nftables.OriginTallies.Tally;
import io.gatehouse.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction does to elements, in columns that are used again for the next: nothing is
 * made per element. It can be written more than once, without what the kernel refused.
 *
 * <p>Deleting must not depend on the element being there. From Linux 6.3 on it is "destroyed";
 * before, it is added first, in the same transaction.
 */
final class ElementBatch {
  /** Larger transactions cost more per element: the kernel's hash grows between them. */
  static final int MAX_OPERATIONS = 32_768;

  private static final byte ADD = 0;
  private static final byte REPLACE = 1;
  private static final byte REMOVE = 2;
  private static final byte REFUSED = 3;
  private static final int NOWHERE = -1;

  /** Any time will do for an element that the same transaction takes out again. */
  private static final long PASSING_MILLIS = 60_000;

  /** An element without its key, end and counter; twice, for a replacement. */
  private static final int ELEMENT_BYTES = 12;

  private final int capacity;
  private final long[] highs;
  private final long[] lows;
  private final long[] timeouts;
  private final byte[] operations;
  private final BanMap[] maps;
  private final Tally[] tallies;
  private final Tally[] previousTallies;

  /** Where each operation's elements were written last: passing, deleted, added. */
  private final int[][] positions;

  private final List<BanMap> touched = new ArrayList<>();
  private @Nullable BanMap lastMap;
  private int size;
  private int bytes;

  ElementBatch(int capacity) {
    this.capacity = capacity;
    highs = new long[capacity];
    lows = new long[capacity];
    timeouts = new long[capacity];
    operations = new byte[capacity];
    maps = new BanMap[capacity];
    tallies = new Tally[capacity];
    previousTallies = new Tally[capacity];
    positions = new int[3][capacity];
  }

  /** Puts an element in, or gives one that is there another end. */
  void add(BanMap map, long high, long low, Tally tally, long timeoutMillis) {
    append(ADD, map, high, low, timeoutMillis);
    tallies[size - 1] = tally;
    previousTallies[size - 1] = tally;
  }

  /** Puts an element in, in place of one with another counter. */
  void replace(BanMap map, long high, long low, Tally previous, Tally tally, long timeoutMillis) {
    append(REPLACE, map, high, low, timeoutMillis);
    tallies[size - 1] = tally;
    previousTallies[size - 1] = previous;
  }

  /** Takes an element out; it need not be there. */
  void remove(BanMap map, long high, long low, Tally previous) {
    append(REMOVE, map, high, low, 0);
    tallies[size - 1] = previous;
    previousTallies[size - 1] = previous;
  }

  private void append(byte operation, BanMap map, long high, long low, long timeoutMillis) {
    if (map != lastMap) {
      lastMap = map;
      if (!touched.contains(map)) {
        touched.add(map);
      }
    }
    operations[size] = operation;
    maps[size] = map;
    highs[size] = high;
    lows[size] = low;
    timeouts[size] = timeoutMillis;
    size++;
    bytes += estimate(operation, map);
  }

  /** Counter names are short; what does not fit after all makes the writer overflow, loudly. */
  private static int estimate(byte operation, BanMap map) {
    int one = ELEMENT_BYTES + map.family().addressBytes() + 12 + (map.counts() ? 24 : 0);
    return operation == ADD ? one : 3 * one;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Whether another operation would make the transaction too large. */
  boolean isFull(int maxBytes) {
    return size == capacity || bytes > maxBytes;
  }

  void clear() {
    Arrays.fill(maps, 0, size, null);
    touched.clear();
    lastMap = null;
    size = 0;
    bytes = 0;
  }

  /**
   * Writes the messages.
   *
   * @param destroys whether the kernel can delete what need not be there
   * @param replaceAll whether to take out first what is to be added
   */
  void write(NetlinkWriter to, boolean destroys, boolean replaceAll) {
    for (int[] column : positions) {
      Arrays.fill(column, 0, size, NOWHERE);
    }
    for (BanMap map : touched) {
      if (!destroys) {
        new Pass(to, map, Message.NEW_ELEMENTS, positions[0], replaceAll).writePassing();
      }
      int delete = destroys ? Message.DESTROY_ELEMENTS : Message.DELETE_ELEMENTS;
      new Pass(to, map, delete, positions[1], replaceAll).writeDeleted();
      new Pass(to, map, Message.NEW_ELEMENTS, positions[2], replaceAll).writeAdded();
    }
  }

  /** The operation whose element starts there. */
  OptionalInt at(int position) {
    for (int[] column : positions) {
      for (int i = 0; i < size; i++) {
        if (column[i] == position) {
          return OptionalInt.of(i);
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Leaves the operation out from now on. */
  void refuse(int operation) {
    operations[operation] = REFUSED;
  }

  /** Whether it would put an element in. */
  boolean isAdding(int operation) {
    return operations[operation] == ADD || operations[operation] == REPLACE;
  }

  BanMap map(int operation) {
    return maps[operation];
  }

  Tally tally(int operation) {
    return tallies[operation];
  }

  IpPrefix prefix(int operation) {
    return IpPrefix.ofBits(highs[operation], lows[operation], maps[operation].key().bits());
  }

  /** One kind of message about one map, as many as its elements need. */
  private final class Pass {
    private final NetlinkWriter to;
    private final BanMap map;
    private final int message;
    private final int[] position;
    private final boolean replaceAll;
    private final int maxNest;
    private boolean open;

    Pass(NetlinkWriter to, BanMap map, int message, int[] position, boolean replaceAll) {
      this.to = to;
      this.map = map;
      this.message = message;
      this.position = position;
      this.replaceAll = replaceAll;
      this.maxNest = Netlink.MAX_NEST_BYTES - 512;
    }

    void writePassing() {
      for (int i = 0; i < size; i++) {
        if (maps[i] == map && isDeleted(i)) {
          element(i, PASSING_MILLIS, counter(previousTallies[i]));
        }
      }
      close();
    }

    void writeDeleted() {
      for (int i = 0; i < size; i++) {
        if (maps[i] == map && isDeleted(i)) {
          element(i, 0, PaddedText.NONE);
        }
      }
      close();
    }

    void writeAdded() {
      for (int i = 0; i < size; i++) {
        if (maps[i] == map && isAdding(i)) {
          element(i, timeouts[i], counter(tallies[i]));
        }
      }
      close();
    }

    private PaddedText counter(Tally tally) {
      return map.counts() ? tally.counterText() : PaddedText.NONE;
    }

    private boolean isDeleted(int i) {
      return operations[i] == REMOVE
          || operations[i] == REPLACE
          || (replaceAll && operations[i] == ADD);
    }

    private void element(int i, long timeoutMillis, PaddedText counter) {
      begin();
      position[i] = to.position();
      to.nest(ElementAttribute.LIST_ELEMENT).nest(ElementAttribute.KEY);
      map.family().write(to, ElementAttribute.DATA_VALUE, highs[i], lows[i]);
      to.endNest();
      if (timeoutMillis > 0) {
        to.u64(ElementAttribute.TIMEOUT_MILLIS, timeoutMillis);
      }
      if (!counter.isEmpty()) {
        to.text(ElementAttribute.OBJECT, counter);
      }
      to.endNest();
    }

    private void begin() {
      if (open && to.nestBytes() > maxNest) {
        close();
      }
      if (!open) {
        open = true;
        int flags = message == Message.NEW_ELEMENTS ? Netlink.CREATE : 0;
        to.begin(message, flags, map.place().table().family().number())
            .text(ElementAttribute.LIST_TABLE, map.place().table().name())
            .text(ElementAttribute.LIST_SET, map.name())
            .nest(ElementAttribute.LIST_ELEMENTS);
      }
    }

    private void close() {
      if (open) {
        open = false;
        to.endNest().end();
      }
    }
  }
}
