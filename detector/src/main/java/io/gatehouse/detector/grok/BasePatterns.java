package io.gatehouse.detector.grok;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Our own patterns, from a file that comes with the program. */
final class BasePatterns {
  private static final String FILE = "base.grok";

  private BasePatterns() {}

  static void addTo(GrokLibrary library) {
    try (InputStream file = BasePatterns.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing in the program");
      }
      library.addFile(FILE, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GrokException e) {
      throw new IllegalStateException(e);
    }
  }
}
