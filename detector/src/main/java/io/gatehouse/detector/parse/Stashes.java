package io.gatehouse.detector.parse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What parsers put aside for later lines: caches by name, each bounded, whose values end by
 * themselves. Shared by all parsers of a process, as upstream's. Thread-safe.
 */
public final class Stashes {
  /** How many values a cache holds whose rule does not say. */
  static final int USUAL_SIZE = 100;

  private final InstantSource time;
  private final Map<String, Cache> caches = new ConcurrentHashMap<>();

  /** Without any value. */
  public Stashes(InstantSource time) {
    this.time = time;
  }

  private record Value(String text, Instant until) {}

  /** The value that was used longest ago makes room. */
  private static final class Cache extends LinkedHashMap<String, Value> {
    private static final long serialVersionUID = 1;

    private final int size;

    Cache(int size) {
      super(16, 0.75f, true);
      this.size = size;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Value> eldest) {
      return size() > size;
    }
  }

  /** Makes a cache unless there is one of that name. */
  void declare(String cache, int size) {
    caches.putIfAbsent(cache, new Cache(size));
  }

  /** Puts a value aside, in place of an older one. */
  public void put(String cache, String key, String value, Duration ttl) {
    Cache values = caches.computeIfAbsent(cache, name -> new Cache(USUAL_SIZE));
    synchronized (values) {
      values.put(key, new Value(value, time.instant().plus(ttl)));
    }
  }

  /** The value; "" where there is none, or none any more. */
  public String get(String cache, String key) {
    Cache values = caches.get(cache);
    if (values == null) {
      return "";
    }
    synchronized (values) {
      Value value = values.get(key);
      if (value == null) {
        return "";
      }
      if (value.until().isAfter(time.instant())) {
        return value.text();
      }
      values.remove(key);
      return "";
    }
  }

  /** How many values each cache holds, those that have ended unseen among them. */
  public Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new TreeMap<>();
    caches.forEach(
        (name, values) -> {
          synchronized (values) {
            sizes.put(name, values.size());
          }
        });
    return sizes;
  }
}
