package io.gatehouse.detector.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of a folder. */
record FolderFiles(Path root) implements HubFiles {

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.isRegularFile(file) ? Optional.of(bytes(file)) : Optional.empty();
  }

  /**
   * A file's bytes.
   *
   * @throws IOException if it cannot be read or is too large
   */
  static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
      if (bytes.length > LIMIT_BYTES) {
        throw new IOException("more than " + LIMIT_BYTES + " bytes");
      }
      return bytes;
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public String describe(String path) {
    return root.resolve(path).toString();
  }
}
