package io.gatehouse.lapi.storage;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names that nobody else gives, and their 16 bytes. */
final class Uuids {
  private Uuids() {}

  /** RFC 9562 §5.4: version 4, of these random bits. */
  static UUID random(long high, long low) {
    return new UUID((high & ~0xF000L) | 0x4000L, (low >>> 2) | (1L << 63));
  }

  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  static @Nullable UUID of(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
