package io.gatehouse.policy;

import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A database from address to record, in MaxMind's format, as a whole in memory. Thread-safe.
 *
 * <p>Its reader meets what is broken in a file with exceptions of many kinds, unchecked ones among
 * them: here each of them means that the file, or the record, is none.
 */
final class MaxMindFile {
  private final Reader reader;

  private MaxMindFile(Reader reader) {
    this.reader = reader;
  }

  /** Not mapped: a file that somebody cuts short while it is mapped would end the process. */
  static MaxMindFile open(Path file) throws IOException {
    try {
      return new MaxMindFile(new Reader(file.toFile(), FileMode.MEMORY, new CHMCache()));
    } catch (RuntimeException e) {
      throw new InvalidDatabaseException("it is broken: " + e.getClass().getSimpleName(), e);
    }
  }

  /** A field of the address's record; empty where there is none. */
  Optional<Object> field(IpAddress address, String name) {
    try {
      Map<?, ?> found = reader.get(InetAddress.getByAddress(address.toBytes()), Map.class);
      return found == null ? Optional.empty() : Optional.ofNullable(found.get(name));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // what cannot be read of it says nothing
    }
  }
}
