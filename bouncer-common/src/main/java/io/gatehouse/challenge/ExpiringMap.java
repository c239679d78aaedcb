package io.gatehouse.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that are kept for a time after they were first asked for, and no more than a number of
 * them: beyond it the oldest goes. Not thread-safe.
 */
final class ExpiringMap<K, V> {
  private final InstantSource time;
  private final Duration lifetime;
  private final int capacity;
  private final Consumer<V> pushedOut;
  private final Map<K, Kept<V>> entries = new LinkedHashMap<>();

  private record Kept<V>(Instant until, V value) {}

  /**
   * An empty map.
   *
   * @param pushedOut told of each value that went before its time
   */
  ExpiringMap(InstantSource time, Duration lifetime, int capacity, Consumer<V> pushedOut) {
    this.time = time;
    this.lifetime = lifetime;
    this.capacity = capacity;
    this.pushedOut = pushedOut;
  }

  @Nullable V get(K key) {
    dropExpired();
    Kept<V> kept = entries.get(key);
    return kept == null ? null : kept.value();
  }

  V getOrMake(K key, Supplier<V> value) {
    V present = get(key);
    if (present != null) {
      return present;
    }
    if (entries.size() >= capacity) {
      Iterator<Kept<V>> oldest = entries.values().iterator();
      V gone = oldest.next().value();
      oldest.remove();
      pushedOut.accept(gone);
    }
    V made = value.get();
    entries.put(key, new Kept<>(time.instant().plus(lifetime), made));
    return made;
  }

  int size() {
    dropExpired();
    return entries.size();
  }

  /** The order of insertion is that of expiry, as all live equally long. */
  private void dropExpired() {
    Instant now = time.instant();
    Iterator<Kept<V>> oldest = entries.values().iterator();
    while (oldest.hasNext() && !oldest.next().until().isAfter(now)) {
      oldest.remove();
    }
  }
}
