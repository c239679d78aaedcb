package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text as it should be, kept in a file; {@code -Dgolden.update=true} writes it anew. */
public final class GoldenFile {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden");

  private GoldenFile() {}

  /** Compares, and fails with both texts. */
  public static void matches(String name, String actual) throws IOException {
    Path file = DIRECTORY.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(actual).as("%s; -Dgolden.update=true rewrites it", file).isEqualTo(read(file));
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
