package io.gatehouse.detector.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.alert.Meta;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.OverflowAlert;
import io.gatehouse.detector.event.Source;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.helper.DataFile;
import io.gatehouse.detector.helper.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All scenarios of CrowdSec's hub, and the data of upstream's own tests of buckets. */
@EnabledIfEnvironmentVariable(named = "GATEHOUSE_HUB", matches = ".+")
class HubScenariosTest {
  private static final Instant START = Instant.parse("2020-01-01T10:00:00Z");

  /** What upstream's tests wait for live timers; here the log's time passes. */
  private static final int WAIT_SECONDS = 3;

  private static Path hub() {
    return Path.of(System.getenv("GATEHOUSE_HUB"));
  }

  static List<ScenarioFile> files() throws Exception {
    List<ScenarioFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(hub().resolve("scenarios"))) {
      for (Path file : found.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList()) {
        files.add(ScenarioFile.own(file.toString(), Files.readString(file)));
      }
    }
    return files;
  }

  @Test
  void every_scenario_loads_and_few_filters_are_always_evaluated() throws Exception {
    Scenarios scenarios = Scenarios.load(files(), () -> START, name -> false);

    assertThat(scenarios.all()).hasSize(846);
    assertThat(scenarios.warnings()).isEmpty();
    Event nothing = Event.of(new Line("", "", "", START, new HashMap<>()), TimeMode.LIVE);
    assertThat(scenarios.index().candidates(nothing)).hasSizeLessThan(20);
  }

  @Test
  void every_context_loads() throws Exception {
    List<ScenarioFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(hub().resolve("contexts"))) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        files.add(ScenarioFile.own(file.toString(), Files.readString(file)));
      }
    }
    Event login = Event.of(new Line("", "", "", START, new HashMap<>()), TimeMode.LIVE);
    login.meta().put("target_user", "root");

    assertThat(AlertContexts.load(files, () -> START).of(List.of(login)))
        .contains(new Meta("target_user", "[\"root\"]"));
  }

  static Collection<String> tests() throws Exception {
    String folder = System.getenv("GATEHOUSE_HUB") + "/engine-tests/leakybucket";
    try (Stream<Path> found = Files.list(Path.of(folder))) {
      return new TreeSet<>(
          found
              .filter(test -> Files.exists(test.resolve("test.json")))
              .map(test -> test.getFileName().toString())
              .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("tests")
  void buckets_die_as_upstreams_do(String name) throws Exception {
    Path folder = hub().resolve("engine-tests/leakybucket").resolve(name);
    JsonNode test = new ObjectMapper().readTree(folder.resolve("test.json").toFile());
    Deeds deeds = new Deeds();
    Buckets buckets = Buckets.of(load(folder)).listener(deeds).build();
    Deque<Event> rest = new ArrayDeque<>();
    test.get("lines").forEach(line -> rest.add(event(line)));

    List<String> died = new ArrayList<>();
    Instant last = START;
    while (!rest.isEmpty()) {
      Event event = rest.removeFirst();
      last = Instant.parse(event.marshaledTime());
      note(buckets.pour(event).overflows(), rest, died);
    }
    note(buckets.advance(last.plusSeconds(WAIT_SECONDS)), rest, died);

    long silent = deeds.count("underflowed") + deeds.count("cancelled") + deeds.count("discarded");
    died.addAll(Stream.generate(() -> "nothing").limit(silent).toList());
    List<String> expected = new ArrayList<>();
    test.get("results").forEach(result -> expected.add(text(result.get("Alert"))));
    assertThat(died).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Scenarios load(Path folder) throws Exception {
    List<ScenarioFile> files = new ArrayList<>();
    Matcher names =
        Pattern.compile("\\{\\{\\.TestDirectory}}/(\\S+)")
            .matcher(Files.readString(folder.resolve("scenarios.yaml")));
    while (names.find()) {
      Path file = folder.resolve(names.group(1));
      files.add(ScenarioFile.own(file.toString(), Files.readString(file)));
    }
    Map<String, DataFile> data = new HashMap<>();
    World world =
        new World() {
          @Override
          public Instant now() {
            return START;
          }

          @Override
          public @Nullable DataFile file(String dest) {
            return data.get(dest);
          }
        };
    Scenarios scenarios = Scenarios.load(files, world, name -> false);
    for (RequiredFile file : scenarios.dataFiles()) {
      Path path = folder.resolveSibling(file.destFile());
      data.put(file.destFile(), DataFile.of(file.destFile(), file.type(), Files.readString(path)));
    }
    return scenarios;
  }

  private static Event event(JsonNode line) {
    Map<String, String> labels = texts(line.path("Line").path("Labels"));
    Line read = new Line(line.path("Line").path("Raw").asText(), "", "", START, labels);
    Event event = Event.of(read, TimeMode.TIMEMACHINE);
    event.setMarshaledTime(line.get("MarshaledTime").asText());
    event.meta().putAll(texts(line.path("Meta")));
    event.parsed().putAll(texts(line.path("Parsed")));
    event.enriched().putAll(texts(line.path("Enriched")));
    return event;
  }

  private static Map<String, String> texts(JsonNode fields) {
    Map<String, String> texts = new HashMap<>();
    fields.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static void note(List<Event> overflows, Deque<Event> rest, List<String> died) {
    for (Event event : overflows) {
      Overflow overflow = requireNonNull(event.overflow());
      OverflowAlert alert = overflow.alerts().get(0);
      List<String> sources = new ArrayList<>();
      for (Source source : overflow.sources().values()) {
        sources.add(source.scope() + " " + source.value() + " " + source.toAlertSource().ip());
      }
      died.add(alert.draft().scenario() + " " + alert.draft().eventsCount() + " " + sources);
      if (overflow.reprocess()) {
        rest.addFirst(event);
      }
    }
  }

  private static String text(JsonNode alert) {
    if (alert.isEmpty()) {
      return "nothing";
    }
    List<String> sources = new ArrayList<>();
    for (JsonNode source : alert.has("sources") ? alert.get("sources") : alert.get("Sources")) {
      sources.add(
          source.get("scope").asText()
              + " "
              + source.get("value").asText()
              + " "
              + source.get("ip").asText());
    }
    JsonNode inner = alert.get("Alert");
    return inner.get("scenario").asText() + " " + inner.get("events_count").asInt() + " " + sources;
  }
}
