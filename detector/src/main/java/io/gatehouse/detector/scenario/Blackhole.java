package io.gatehouse.detector.scenario;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** Groups whose overflows a scenario swallows for a while after one has passed. */
final class Blackhole {
  private final long nanos;
  private final Room room;
  private final Map<String, Long> until = new HashMap<>();
  private final PriorityQueue<Entry> order = new PriorityQueue<>();

  /** A group, and when it is let out. */
  record Entry(String group, long expiry) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return Long.compare(expiry, other.expiry);
    }
  }

  /** How many groups all scenarios swallow together. */
  static final class Room {
    private final int limit;
    private int taken;

    Room(int limit) {
      this.limit = limit;
    }
  }

  /** Where there is no room left, the group that is let out first goes. */
  Blackhole(Duration duration, Room room) {
    this.nanos = duration.toNanos();
    this.room = room;
  }

  /** Whether an overflow passes; if it does, those that follow soon do not. */
  boolean passes(String group, long now) {
    if (nanos == 0) {
      return true;
    }
    purge(now);
    if (until.containsKey(group)) {
      return false;
    }
    put(new Entry(group, now + nanos));
    return true;
  }

  void put(Entry entry) {
    if (room.taken >= room.limit) {
      forgetFirst();
    }
    until.put(entry.group(), entry.expiry());
    order.add(entry);
    room.taken++;
  }

  private void purge(long now) {
    for (Entry first = order.peek(); first != null && first.expiry() <= now; first = order.peek()) {
      forgetFirst();
    }
  }

  private void forgetFirst() {
    Entry first = order.poll();
    if (first != null) {
      until.remove(first.group());
      room.taken--;
    }
  }

  Iterable<Entry> entries() {
    return order;
  }
}
