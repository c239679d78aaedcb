package io.gatehouse.detector.hubtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.helper.DataFile;
import io.gatehouse.detector.hub.DataFiles;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.hub.Installation;
import io.gatehouse.detector.hub.InstalledItem;
import io.gatehouse.detector.parse.DataRequest;
import io.gatehouse.detector.parse.NodeListener;
import io.gatehouse.detector.parse.ParserContext;
import io.gatehouse.detector.parse.ParserFile;
import io.gatehouse.detector.parse.ParserRun;
import io.gatehouse.detector.parse.Parsers;
import io.gatehouse.detector.parse.ReverseNames;
import io.gatehouse.detector.scenario.Buckets;
import io.gatehouse.detector.scenario.RequiredFile;
import io.gatehouse.detector.scenario.ScenarioFile;
import io.gatehouse.detector.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a test's log through its rules, one line after the other and each to its end, and keeps what
 * assertions ask for.
 */
final class Replay {
  /** An overflow that is poured again may overflow again; rules that chase each other end here. */
  private static final int LIMIT_REPROCESSED = 100;

  private final TestCase test;
  private final TestWorld world;
  private final ParserRun parsers;
  private final ParserRun postoverflows;
  private final Buckets buckets;
  private final Results.ByStage stages = new Results.ByStage();
  private final List<Event> overflows = new ArrayList<>();
  private int number;

  /**
   * Loads the rules.
   *
   * @throws ConfigException with every problem in them
   * @throws HubException if a file that they need cannot be read
   */
  Replay(TestCase test, Installation installation, TestWorld world)
      throws ConfigException, HubException {
    this.test = test;
    this.world = world;
    Parsers lines = load(installation.parsers(), installation);
    Parsers after = load(installation.postoverflows(), installation);
    Scenarios scenarios =
        Scenarios.load(
            installation.scenarios().stream()
                .map(it -> new ScenarioFile(it.file(), it.text(), it.version(), it.hash()))
                .toList(),
            world,
            name -> false);
    for (Parsers each : List.of(lines, after)) {
      for (DataRequest file : each.data()) {
        add(installation.data(), file.destFile(), file.type());
      }
    }
    for (RequiredFile file : scenarios.dataFiles()) {
      add(installation.data(), file.destFile(), file.type());
    }
    parsers = lines.newRun();
    postoverflows = after.newRun();
    buckets = Buckets.of(scenarios).build();
  }

  private Parsers load(List<InstalledItem> items, Installation installation)
      throws ConfigException, HubException {
    return Parsers.load(
        items.stream().map(it -> new ParserFile(it.file(), it.stage(), it.text())).toList(),
        installation.groks(),
        new ParserContext(world, world.geo(), ReverseNames.NONE, world.stashes()));
  }

  private void add(DataFiles data, String name, String type) throws HubException {
    Optional<DataFile> file = type.isEmpty() ? Optional.empty() : data.get(name, type);
    file.ifPresent(found -> world.add(name, found));
  }

  /** Runs the whole log. */
  Replay run() throws HubTestException {
    String text;
    try {
      text = new String(Files.readAllBytes(test.log()), UTF_8);
    } catch (IOException e) {
      throw new HubTestException(test.log() + ": cannot be read: " + e.getMessage());
    }
    for (String line : text.split("\r?\n", -1)) {
      if (!line.isEmpty()) {
        take(line);
      }
    }
    return this;
  }

  private void take(String text) {
    Map<String, String> labels = new HashMap<>(test.config().labels());
    labels.put("type", test.config().logType());
    Line line = new Line(text, test.log().toString(), "file", TestWorld.NOW, labels);
    Event event = Event.of(line, TimeMode.TIMEMACHINE);
    parsers.parse(event, keeping(number));
    if (event.process() && !event.whitelisted()) {
      overflowed(buckets.pour(event).overflows());
    }
    number++;
  }

  private NodeListener keeping(int index) {
    return (stage, node, success, event) ->
        stages.add(stage, node, new Results.NodeResult(event.copy(), success, index));
  }

  private void overflowed(List<Event> events) {
    Deque<Event> waiting = new ArrayDeque<>(events);
    for (int i = 0; !waiting.isEmpty() && i < LIMIT_REPROCESSED; i++) {
      Event event = waiting.removeFirst();
      Overflow overflow = event.overflow();
      postoverflows.parse(event, keeping(number));
      overflows.add(event);
      if (overflow != null && overflow.reprocess() && !overflow.whitelisted()) {
        waiting.addAll(buckets.pour(event).overflows());
      }
    }
  }

  /** What parsers made of the lines. */
  Results.ByStage stages() {
    return stages;
  }

  /** What overflowed, in the order in which it happened. */
  List<Event> overflows() {
    return overflows;
  }
}
