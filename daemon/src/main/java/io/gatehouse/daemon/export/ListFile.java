package io.gatehouse.daemon.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A list on disk, which is at any time the whole old one or the whole new one. */
final class ListFile {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path path;

  ListFile(Path path) {
    this.path = path;
  }

  /** What it holds; empty where there is none. */
  String read() throws IOException {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** Lines that are not comments. */
  static long entries(String text) {
    return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).count();
  }

  /** Puts another list in its place, with the same permissions. */
  void replace(String text) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.exists(path) ? Files.getPosixFilePermissions(path) : READABLE;
    Path target = path.toAbsolutePath();
    Path draft = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
    try {
      Files.setPosixFilePermissions(draft, permissions);
      write(draft, StandardCharsets.UTF_8.encode(text));
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Its bytes are on disk before its name is. */
  private static void write(Path draft, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
