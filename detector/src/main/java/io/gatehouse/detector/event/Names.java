package io.gatehouse.detector.event;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The names of a {@link TextMap}, each with its place. Maps that were given the same names in the
 * same order share one object: the names of a map are a way from {@link #NONE} along what was added
 * (as Self's and V8's hidden classes: Chambers, Ungar, Lee, "An efficient implementation of SELF",
 * OOPSLA 1989). Ways are remembered for good, so there is a bound; beyond it each map has names of
 * its own. Thread-safe.
 */
final class Names {
  /** No names: where every way begins. */
  static final Names NONE = new Names();

  /** Rules have some hundred ways; texts of log lines that become names must not fill the heap. */
  static final int MAX_SHARED = 10_000;

  private static final int FIRST_ROOM = 4;
  private static final AtomicInteger SHARED = new AtomicInteger();

  private final int size;
  private final String last;
  private final Names first;
  private final String[] names;

  /** Names by their hash, at the next free place where two meet; null where there is none. */
  private final @Nullable String[] table;

  private final int[] places;
  private final Map<String, Names> ways = new ConcurrentHashMap<>(1);

  /** The way that was found first. A stale value does no harm: all other fields are final. */
  private @Nullable Names usual;

  /** The most names that any map had that began with this one; the same holds. */
  private int most = FIRST_ROOM;

  private Names() {
    this.size = 0;
    this.last = "";
    this.first = this;
    this.names = new String[0];
    this.table = new @Nullable String[1];
    this.places = new int[1];
  }

  private Names(Names before, String added) {
    this.size = before.size + 1;
    this.last = added;
    this.first = before.size == 0 ? this : before.first;
    this.names = Arrays.copyOf(before.names, size);
    names[size - 1] = added;
    int capacity = Integer.highestOneBit(size) * 4;
    this.table = new @Nullable String[capacity];
    this.places = new int[capacity];
    for (int i = 0; i < size; i++) {
      int slot = slot(names[i]);
      table[slot] = names[i];
      places[slot] = i;
    }
  }

  /** Where a name stands in the table, or would stand. */
  private int slot(Object name) {
    int mask = table.length - 1;
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 16) & mask;
    String there = table[slot];
    while (there != null && there != name && !there.equals(name)) {
      slot = (slot + 1) & mask;
      there = table[slot];
    }
    return slot;
  }

  int size() {
    return size;
  }

  String name(int place) {
    return names[place];
  }

  /** The place of a name; -1 if it is none of these. */
  int place(Object name) {
    int slot = slot(name);
    return table[slot] == null ? -1 : places[slot];
  }

  /** These and one that is new, where that is the one that usually follows; else null. */
  @Nullable Names usualWith(String name) {
    Names next = usual;
    return next != null && next.last.equals(name) ? next : null;
  }

  /** These and one that is none of them. */
  Names with(String name) {
    Names known = ways.get(name);
    if (known != null) {
      return known;
    }
    Names made = new Names(this, name);
    if (SHARED.get() >= MAX_SHARED) {
      return made;
    }
    Names raced = ways.putIfAbsent(name, made);
    if (raced != null) {
      return raced;
    }
    SHARED.incrementAndGet();
    if (usual == null) {
      usual = made;
    }
    return made;
  }

  /** How many values to make room for, where these do not fit: as many as others came to have. */
  int room() {
    if (size > first.most) {
      first.most = size + size / 2;
    }
    return first.most;
  }
}
