package io.gatehouse.detector.parse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.geo.GeoDatabases;
import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.grok.GrokLibrary;
import io.gatehouse.detector.helper.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** CrowdSec's own rules and its engine's cases, where a copy of the hub is at hand. */
@EnabledIfEnvironmentVariable(named = "GATEHOUSE_HUB", matches = ".+")
class HubParsersTest {
  private static final Path HUB = Path.of(System.getenv().getOrDefault("GATEHOUSE_HUB", "."));

  /** What the resolver answers that upstream's cases ask; nobody else is asked. */
  private static final Map<String, List<String>> NAMES =
      Map.of("1.1.1.1", List.of("one.one.one.one."));

  @Test
  void every_parser_and_every_postoverflow_loads() throws Exception {
    for (String folder : List.of("parsers", "postoverflows")) {
      List<ParserFile> files = new ArrayList<>();
      for (Path file : yaml(HUB.resolve(folder))) {
        String stage = HUB.resolve(folder).relativize(file).getName(0).toString();
        files.add(new ParserFile(file.toString(), stage, Files.readString(file)));
      }
      Parsers parsers = load(files);

      assertThat(parsers.size()).isGreaterThanOrEqualTo(files.size());
    }
  }

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(HUB.resolve("engine-tests/parser"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_of_the_engine_gives_what_it_expects(Path folder) throws Exception {
    try (GeoDatabases geo = GeoDatabases.open(folder.resolveSibling("."))) {
      assertGives(folder, geo);
    }
  }

  private static void assertGives(Path folder, GeoIp geo) throws Exception {
    Lab lab = new Lab();
    lab.geo = geo;
    lab.names = address -> NAMES.getOrDefault(address.toString(), List.of());
    for (Map<?, ?> file : maps(document(folder.resolve("parsers.yaml")))) {
      lab.with(text(file, "stage"), Files.readString(folder.resolve(text(file, "filename"))));
    }
    lab.files.put(
        "./sample_strings.txt",
        DataFile.of(
            "sample_strings.txt",
            "string",
            Files.readString(folder.resolveSibling("sample_strings.txt"))));
    Map<?, ?> test = (Map<?, ?>) document(folder.resolve("test.yaml"));
    List<Map<?, ?>> results = maps(test.get("results"));
    ParserRun run = lab.parsers().newRun();

    int number = 0;
    for (Map<?, ?> line : maps(test.get("lines"))) {
      Event event = event(line);
      run.parse(event, NodeListener.NOBODY);
      assertHolds(event, results.get(number++));
    }
    assertThat(number).isEqualTo(results.size());
  }

  private static void assertHolds(Event event, Map<?, ?> expected) {
    Map<String, Map<String, ?>> maps =
        Map.of(
            "Meta", event.meta(),
            "Parsed", event.parsed(),
            "Enriched", event.enriched());
    expected.forEach(
        (key, value) -> {
          switch (key.toString()) {
            case "Process" -> assertThat(event.process()).hasToString(value.toString());
            case "Stage" -> assertThat(event.stage()).isEqualTo(value);
            case "Whitelisted" -> assertThat(event.whitelisted()).hasToString(value.toString());
            case "Line", "Unmarshaled" -> assertThat(value).isNotNull(); // not compared upstream
            default -> {
              Map<String, ?> actual = requireNonNull(maps.get(key.toString()), key.toString());
              ((Map<?, ?>) value)
                  .forEach(
                      (name, text) ->
                          assertThat(String.valueOf(actual.get(name.toString())))
                              .as("%s.%s", key, name)
                              .isEqualTo(expected(name.toString(), text.toString())));
            }
          }
        });
  }

  /** Upstream's own code takes the last dot of a name away, which its case has still. */
  private static String expected(String name, String text) {
    return name.equals("reverse_dns") ? text.replaceFirst("[.]$", "") : text;
  }

  private static String text(Map<?, ?> fields, String key) {
    return String.valueOf(fields.get(key));
  }

  private static Event event(Map<?, ?> fields) {
    Map<?, ?> line = fields.get("Line") instanceof Map<?, ?> given ? given : Map.of();
    Map<String, String> labels = new HashMap<>();
    if (line.get("Labels") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> labels.put(key.toString(), value.toString()));
    }
    Object raw = line.get("Raw");
    Event event =
        Event.of(
            new Line(raw == null ? "" : raw.toString(), "test", "file", Instant.EPOCH, labels),
            TimeMode.TIMEMACHINE);
    copy(fields.get("Meta"), event.meta());
    copy(fields.get("Parsed"), event.parsed());
    copy(fields.get("Enriched"), event.enriched());
    if (fields.get("StrTime") instanceof String text) {
      event.setStrTime(text);
    }
    return event;
  }

  private static void copy(@Nullable Object from, Map<String, String> to) {
    if (from instanceof Map<?, ?> map) {
      map.forEach((key, value) -> to.put(key.toString(), value.toString()));
    }
  }

  private static Parsers load(List<ParserFile> files) throws Exception {
    GrokLibrary library = GrokLibrary.base();
    try (Stream<Path> patterns = Files.list(HUB.resolve("patterns"))) {
      for (Path file : patterns.filter(f -> !f.getFileName().toString().contains(".")).toList()) {
        library.addFile(file.toString(), Files.readString(file));
      }
    }
    Lab lab = new Lab();
    return Parsers.load(
        files, library, new ParserContext(lab, lab.geo, lab.names, new Stashes(lab::now)));
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static Object document(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    return new Yaml(
            new SafeConstructor(options),
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            new AsText())
        .load(Files.readString(file).replace("{{.TestDirectory}}/", ""));
  }

  /** Go reads a value by the type that is wanted, and a text is wanted: {@code yes} is one. */
  private static final class AsText extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }

  private static List<Map<?, ?>> maps(@Nullable Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    requireNonNull((List<?>) list).forEach(item -> maps.add((Map<?, ?>) item));
    return maps;
  }
}
