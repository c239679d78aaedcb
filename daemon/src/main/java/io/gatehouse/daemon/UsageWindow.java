package io.gatehouse.daemon;

import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.lapi.UsageMetrics.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns counters that grow, or start over, into what was counted since the last time. A counter
 * that is lower than before has started over: all of it is new.
 */
final class UsageWindow {
  private Map<Key, Counters> before = new HashMap<>();
  private Map<Key, Counters> beforeThat = before;

  private record Key(String origin, String family) {}

  /** The items of the window that ends now; none, and it goes on, where nothing was counted. */
  List<Item> next(List<Counters> now) {
    if (now.isEmpty()) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    Map<Key, Counters> seen = new HashMap<>();
    for (Counters counters : now) {
      Key key = new Key(counters.origin(), counters.family());
      seen.put(key, counters);
      addItems(items, counters, before.getOrDefault(key, none(key)));
    }
    beforeThat = before;
    before = seen;
    return items;
  }

  /** The window just ended was not reported: the next one begins where it did. */
  void takeBack() {
    before = beforeThat;
  }

  private static void addItems(List<Item> items, Counters now, Counters then) {
    long packets = since(then.packets(), now.packets());
    long bytes = since(then.bytes(), now.bytes());
    String name = now.origin().isEmpty() ? "processed" : "dropped";
    items.add(new Item(name, packets, "packet", labels(now)));
    items.add(new Item(name, bytes, "byte", labels(now)));
    if (!now.origin().isEmpty()) {
      items.add(new Item("active_decisions", now.elements(), "ip", labels(now)));
    }
  }

  private static Map<String, String> labels(Counters counters) {
    return counters.origin().isEmpty()
        ? Map.of("ip_type", counters.family())
        : Map.of("origin", counters.origin(), "ip_type", counters.family());
  }

  private static long since(long then, long now) {
    return now < then ? now : now - then;
  }

  private static Counters none(Key key) {
    return new Counters(key.origin(), key.family(), 0, 0, 0);
  }
}
