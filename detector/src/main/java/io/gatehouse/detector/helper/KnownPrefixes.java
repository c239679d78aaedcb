package io.gatehouse.detector.helper;

import io.gatehouse.net.IpPrefix;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Prefixes by their text: rules ask for the same few again and again. Bounded, thread-safe. */
final class KnownPrefixes {
  private static final int MAX = 10_000;

  private final Map<String, Optional<IpPrefix>> known = new ConcurrentHashMap<>();

  /** Read now, or before; empty where the text is none. */
  Optional<IpPrefix> get(String text) {
    Optional<IpPrefix> prefix = known.get(text);
    if (prefix != null) {
      return prefix;
    }
    if (known.size() >= MAX) {
      known.clear();
    }
    Optional<IpPrefix> read = IpPrefix.tryParse(text);
    known.put(text, read);
    return read;
  }
}
