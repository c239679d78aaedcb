package io.gatehouse.challenge;

import io.gatehouse.config.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that nodes share their keys through: one key a line, {@code ID:KEY} or {@code KEY}, the
 * signing one first; blank lines and those that begin with {@code #} are skipped.
 */
final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final long LONGEST = 64 * 1024;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private KeyFile() {}

  static KeyRing readOrCreate(Path file, RandomGenerator random) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      create(file, random);
      return read(file);
    }
  }

  private static KeyRing read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is no key file: it is longer than 64 KiB");
    }
    warnIfOpen(file);
    try {
      List<Secret> keys =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(Secret::of)
              .toList();
      return KeyRing.of(keys);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no key file: it is not UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void warnIfOpen(Path file) throws IOException {
    if (isPosix(file)
        && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
      LOG.warn("challenge: {} can be reached by others; run `chmod 600 {}`", file, file);
    }
  }

  /**
   * Whole or not at all, and never over a file that another process has made meanwhile: that one's
   * keys are then taken.
   */
  private static void create(Path file, RandomGenerator random) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling(".");
    Path draft =
        isPosix(directory)
            ? Files.createTempFile(
                directory, ".key", ".new", PosixFilePermissions.asFileAttribute(PRIVATE))
            : Files.createTempFile(directory, ".key", ".new");
    try {
      String text = "# Signs the passes of visitors; give every node the same.\n";
      Files.writeString(
          draft, text + KeyRing.newKey(random).reveal() + '\n', StandardCharsets.UTF_8);
      Files.createLink(file, draft);
      LOG.info("challenge: made {}", file);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("challenge: another process made {}", file);
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }
}
