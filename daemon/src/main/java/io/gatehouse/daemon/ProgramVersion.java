package io.gatehouse.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param version of the project
 * @param commit of the source, absent where the build did not know it
 */
record ProgramVersion(String version, Optional<String> commit) {

  /** As the build wrote it into the jar. */
  static ProgramVersion current() {
    Properties properties = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProgramVersion(
        properties.getProperty("version", "unknown"),
        Optional.of(properties.getProperty("commit", "")).filter(commit -> !commit.isEmpty()));
  }

  @Override
  public String toString() {
    return "gatehouse "
        + version
        + commit.map(text -> " (" + text + ")").orElse("")
        + ", Java "
        + Runtime.version().feature()
        + " ("
        + System.getProperty("java.vendor")
        + " "
        + System.getProperty("java.version")
        + ")";
  }
}
