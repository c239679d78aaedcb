package io.gatehouse.detector.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Files that come with the program. */
final class BuiltInFiles implements HubFiles {

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    try (InputStream in = BuiltInFiles.class.getResourceAsStream("builtin/" + path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  /** None: patterns of the program are Grok's own, and everything else is in the index. */
  @Override
  public List<String> list(String folder) {
    return List.of();
  }

  @Override
  public String describe(String path) {
    return "built-in:" + path;
  }
}
