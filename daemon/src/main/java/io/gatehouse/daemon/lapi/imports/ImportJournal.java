package io.gatehouse.daemon.lapi.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Remembers, batch by batch, how far an import has got, in a small file that goes when the import
 * is done. One that is still there is of an import that was cut off. It is a help, not a guarantee:
 * where it cannot be written, the import goes on without.
 */
public final class ImportJournal {
  private static final String PREFIX = "import-";
  private static final String SUFFIX = ".journal";

  private final Path directory;

  private ImportJournal(Path directory) {
    this.directory = directory;
  }

  /**
   * An import that was cut off.
   *
   * @param file what was imported, as it was named
   * @param digest of its bytes
   * @param imported how many of its rows LAPI has taken
   * @param rows how many there are
   */
  public record Entry(String file, String digest, long imported, long rows) {}

  /**
   * Kept in the data directory where this user may write there, else in the user's own state
   * directory (XDG base directories).
   */
  public static ImportJournal in(Path dataDir, Map<String, String> environment) {
    if (Files.isWritable(dataDir)) {
      return new ImportJournal(dataDir);
    }
    String home = environment.getOrDefault("HOME", System.getProperty("java.io.tmpdir", "/tmp"));
    String state = environment.getOrDefault("XDG_STATE_HOME", home + "/.local/state");
    return new ImportJournal(Path.of(state, "gatehouse"));
  }

  /** Notes how far it is; whether it could. */
  public boolean note(Entry entry) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path next = Files.createTempFile(directory, PREFIX, ".new");
      try (Writer out = Files.newBufferedWriter(next, UTF_8)) {
        properties(entry).store(out, "how far `gatehouse decisions import` has got");
      }
      Files.move(next, path(entry.digest()), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Properties properties(Entry entry) {
    Properties properties = new Properties();
    properties.setProperty("file", entry.file());
    properties.setProperty("digest", entry.digest());
    properties.setProperty("imported", Long.toString(entry.imported()));
    properties.setProperty("rows", Long.toString(entry.rows()));
    return properties;
  }

  /** It is done; whether nothing is left of it. */
  public boolean forget(String digest) {
    try {
      Files.deleteIfExists(path(digest));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Path path(String digest) {
    return directory.resolve(PREFIX + digest.substring(0, 16) + SUFFIX);
  }

  /** Every import that was cut off. */
  public List<Entry> cutOff() {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path path : files.filter(ImportJournal::isJournal).sorted().toList()) {
        read(path).ifPresent(entries::add);
      }
    } catch (IOException e) {
      return List.of(); // no directory, no journal
    }
    return entries;
  }

  private static boolean isJournal(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  private static Optional<Entry> read(Path path) {
    try (Reader in = Files.newBufferedReader(path, UTF_8)) {
      Properties properties = new Properties();
      properties.load(in);
      return Optional.of(
          new Entry(
              properties.getProperty("file", ""),
              properties.getProperty("digest", ""),
              Long.parseLong(properties.getProperty("imported", "")),
              Long.parseLong(properties.getProperty("rows", ""))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // cut off itself; it says nothing
    }
  }
}
