package io.gatehouse.detector.helper;

import io.gatehouse.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address by its text: rules ask many things of the same address one after the other, so the
 * last one is kept. Thread-safe.
 */
final class LastAddress {
  private Read last = new Read("", null);

  /** Immutable, so that it may be stale but never half there. */
  private record Read(String text, @Nullable IpAddress address) {}

  /** The address; null where the text is none. */
  @Nullable IpAddress get(String text) {
    Read known = last;
    if (!known.text().equals(text)) {
      known = new Read(text, IpAddress.tryParse(text).orElse(null));
      last = known;
    }
    return known.address();
  }
}
