package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the file system says of a path, symbolic links followed.
 *
 * @param id which file it is
 * @param size in bytes
 * @param modified when it was last written
 */
record FileState(Id id, long size, Instant modified) {
  private static final int TYPE_MASK = 0170000;
  private static final int REGULAR = 0100000;

  /** A file whatever its name: it stays the same over a rename. */
  record Id(long device, long inode) {}

  /**
   * Asks; empty if there is no file of that name, or one that is no log, such as a directory.
   *
   * @throws IOException if this user may not know
   */
  static Optional<FileState> of(Path path) throws IOException {
    try {
      Map<String, Object> all =
          Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,mode");
      if (((int) number(all, "mode") & TYPE_MASK) != REGULAR) {
        return Optional.empty();
      }
      Id id = new Id(number(all, "dev"), number(all, "ino"));
      Instant modified = ((FileTime) value(all, "lastModifiedTime")).toInstant();
      return Optional.of(new FileState(id, number(all, "size"), modified));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) value(attributes, name)).longValue();
  }

  private static Object value(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }
}
