package io.gatehouse.detector.hubtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A test: a folder with {@code config.yaml}, a log and assertions.
 *
 * @param name the folder's name
 * @param folder where it is
 * @param config its settings
 * @param parserAssertions none where the test says nothing of parsers
 * @param scenarioAssertions none where the test says nothing of scenarios
 */
record TestCase(
    String name,
    Path folder,
    TestConfig config,
    List<Assertion> parserAssertions,
    List<Assertion> scenarioAssertions) {

  static final String CONFIG = "config.yaml";
  private static final String PARSERS = "parser.assert";
  private static final String SCENARIOS = "scenario.assert";

  /**
   * Reads a test.
   *
   * @throws HubTestException if a file is wrong or cannot be read
   */
  static TestCase read(Path folder) throws HubTestException {
    Path file = folder.resolve(CONFIG);
    TestConfig config = TestConfig.read(file.toString(), text(file));
    return new TestCase(
        String.valueOf(folder.getFileName()),
        folder,
        config,
        config.ignoreParsers() ? List.of() : assertions(folder, PARSERS),
        config.scenarios().isEmpty() ? List.of() : assertions(folder, SCENARIOS));
  }

  /** An absent or empty file would be written by upstream; there is nothing to check in it. */
  private static List<Assertion> assertions(Path folder, String name) throws HubTestException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Assertion.in(name, text(file)) : List.of();
  }

  private static String text(Path file) throws HubTestException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new HubTestException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** The log that is replayed. */
  Path log() {
    return folder.resolve(config.logFile());
  }
}
