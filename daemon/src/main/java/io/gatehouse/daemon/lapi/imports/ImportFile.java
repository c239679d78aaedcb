package io.gatehouse.daemon.lapi.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.daemon.console.ProgramException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file of decisions, which is read twice: once to check it whole, once to import it, and never
 * held in memory. Standard input is kept in a file of this user's meanwhile.
 */
public final class ImportFile implements AutoCloseable {
  private static final int PEEK_BYTES = 512;

  private final String name;
  private final Path path;
  private final boolean temporary;
  private final ImportFormat format;
  private final ImportRow.Defaults defaults;

  private ImportFile(
      String name, Path path, boolean temporary, ImportFormat format, ImportRow.Defaults defaults) {
    this.name = name;
    this.path = path;
    this.temporary = temporary;
    this.format = format;
    this.defaults = defaults;
  }

  /**
   * What a whole file is.
   *
   * @param rows how many there are
   * @param digest of every byte, in hexadecimal digits
   */
  public record Checked(long rows, String digest) {}

  /**
   * A file, or standard input for {@code -}.
   *
   * @param format how it is written; guessed from name and beginning where empty
   */
  public static ImportFile open(
      String name, InputStream in, Optional<ImportFormat> format, ImportRow.Defaults defaults)
      throws ProgramException {
    boolean standardInput = name.equals("-");
    String shown = standardInput ? "standard input" : name;
    try {
      Path path = standardInput ? keep(in) : Path.of(name);
      ImportFormat known = format.isPresent() ? format.get() : guess(shown, path);
      return new ImportFile(shown, path, standardInput, known, defaults);
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
  }

  private static Path keep(InputStream in) throws IOException {
    Path path = Files.createTempFile("gatehouse-import", ""); // 0600
    Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
    return path;
  }

  private static ImportFormat guess(String name, Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return ImportFormat.guess(name, new String(in.readNBytes(PEEK_BYTES), UTF_8));
    }
  }

  /** What to call it. */
  public String name() {
    return name;
  }

  /**
   * Reads and checks it to its end.
   *
   * @throws ProgramException at the first row that makes no sense, with file, line, value and what
   *     was expected
   */
  public Checked check() throws ProgramException {
    long[] rows = new long[1];
    MessageDigest digest = sha256();
    read(digest, row -> rows[0]++);
    return new Checked(rows[0], HexFormat.of().formatHex(digest.digest()));
  }

  /** Reads it again, a row at a time. */
  public void read(RowSink sink) throws ProgramException {
    read(sha256(), sink);
  }

  private void read(MessageDigest digest, RowSink sink) throws ProgramException {
    try (InputStream in =
        new DigestInputStream(
            new BufferedInputStream(Files.newInputStream(path), 1 << 16), digest)) {
      rows().read(in, (line, written) -> sink.row(checked(line, written)));
      in.transferTo(OutputStream.nullOutputStream());
    } catch (BadRowException e) {
      throw new ProgramException("decisions: %s:%d: %s".formatted(name, e.line(), e.getMessage()));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private ImportRow checked(int line, ImportRow.Written written) throws BadRowException {
    try {
      return written.checked(defaults);
    } catch (IllegalArgumentException e) {
      throw new BadRowException(line, String.valueOf(e.getMessage()));
    }
  }

  private Rows rows() {
    return switch (format) {
      case csv -> new CsvRows();
      case json -> new JsonRows();
      case values -> new ValueRows();
    };
  }

  private static ProgramException unreadable(String name, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "is not there"
            : e instanceof AccessDeniedException
                ? "may not be read by this user"
                : "cannot be read: " + ImportRow.shown(String.valueOf(e.getMessage()));
    return new ProgramException("decisions: " + name + " " + reason);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Removes what was kept of standard input. */
  @Override
  public void close() throws ProgramException {
    if (temporary) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw unreadable(path.toString(), e);
      }
    }
  }
}
