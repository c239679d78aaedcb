package io.gatehouse.detector.hubtest;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Suggestion;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.hub.DataFiles;
import io.gatehouse.detector.hub.Hub;
import io.gatehouse.detector.hub.HubException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests of a hub: its folder {@code .tests}. Thread-safe; tests know nothing of each other and
 * may run at the same time.
 */
public final class HubTests {
  private static final String FOLDER = ".tests";

  private final Path root;
  private final Hub hub;
  private final DataFiles data;
  private final GeoFixture geo;

  private HubTests(Path root, Hub hub, DataFiles data, GeoFixture geo) {
    this.root = root;
    this.hub = hub;
    this.data = data;
    this.geo = geo;
  }

  /**
   * The tests of a hub's folder. Data files come from its folder {@code data}, answers of GeoIP
   * from {@code geoip-fixture.json}, Grok patterns from {@code patterns}, where these are.
   *
   * @throws HubException if the folder is no hub
   * @throws HubTestException if a file of the folder is wrong
   */
  public static HubTests of(Path root) throws HubException, HubTestException {
    Hub hub = Hub.open(root);
    return new HubTests(root, hub, DataFiles.of(hub), GeoFixture.read(root));
  }

  /**
   * Tests of the items that come with the program.
   *
   * @param root a folder with the tests in {@code .tests}
   * @throws HubTestException if a file of the folder is wrong
   */
  public static HubTests ofBuiltIn(Path root) throws HubTestException {
    Hub hub = Hub.builtIn();
    return new HubTests(root, hub, DataFiles.of(hub), GeoFixture.read(root));
  }

  /** The names of all tests, sorted. */
  public List<String> names() {
    Path folder = root.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> tests = Files.list(folder)) {
      return tests
          .filter(test -> Files.exists(test.resolve(TestCase.CONFIG)))
          .map(test -> test.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a test.
   *
   * @throws HubTestException if there is none of that name
   */
  public Outcome run(String name) throws HubTestException {
    Path folder = root.resolve(FOLDER).resolve(name);
    if (!Files.exists(folder.resolve(TestCase.CONFIG))) {
      throw new HubTestException(
          "hubtest: no test is called '"
              + name
              + "' in "
              + root.resolve(FOLDER)
              + Suggestion.of(name, names()).map(it -> "; did you mean '" + it + "'?").orElse(""));
    }
    try {
      return new Outcome(name, failures(TestCase.read(folder)));
    } catch (HubTestException | HubException | ConfigException e) {
      return new Outcome(name, String.valueOf(e.getMessage()).lines().toList());
    }
  }

  private List<String> failures(TestCase test)
      throws HubTestException, HubException, ConfigException {
    TestWorld world = new TestWorld(new FixtureGeo(geo.answersFor(test.config())));
    Replay replay = new Replay(test, new TestItems(hub, root, data).of(test), world).run();
    List<String> failures = new ArrayList<>();
    failures.addAll(
        new AssertionCheck(Results.ofParsers(world))
            .over(Results.value(replay.stages()))
            .failures(test.parserAssertions()));
    AssertionCheck scenarios = new AssertionCheck(Results.ofScenarios(world));
    List<Event> sorted = OverflowOrder.sorted(replay.overflows());
    List<Event> settled = OverflowOrder.settled(sorted, test.scenarioAssertions(), scenarios);
    failures.addAll(scenarios.over(settled).failures(test.scenarioAssertions()));
    return failures;
  }
}
