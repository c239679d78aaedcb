package io.gatehouse.detector.parse;

import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.grok.GrokLibrary;
import io.gatehouse.detector.helper.DataFile;
import io.gatehouse.detector.helper.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parsers over a small world whose clock is turned by hand. */
final class Lab implements World {
  Instant now = Instant.parse("2026-01-02T03:04:05Z");
  GeoIp geo = GeoIp.NONE;
  ReverseNames names = ReverseNames.NONE;
  final Map<String, DataFile> files = new HashMap<>();
  final List<String> evaluated = new ArrayList<>();
  private final Stashes stashes = new Stashes(this::now);
  private final List<ParserFile> parsers = new ArrayList<>();

  /** Adds a file to a stage. */
  Lab with(String stage, String yaml) {
    parsers.add(new ParserFile(stage + "-" + parsers.size() + ".yaml", stage, yaml));
    return this;
  }

  /** Adds a file to the only stage. */
  static Lab of(String yaml) {
    return new Lab().with("s00-raw", yaml);
  }

  Parsers parsers() throws ConfigException {
    return Parsers.load(parsers, GrokLibrary.base(), new ParserContext(this, geo, names, stashes));
  }

  /** Parses a line of the type "test" with parsers that are loaded for it alone. */
  Event parse(String line) throws ConfigException {
    return parse(event(line));
  }

  Event parse(Event event) throws ConfigException {
    evaluated.clear();
    parsers()
        .newRun()
        .parse(
            event,
            (stage, node, success, seen) ->
                evaluated.add(stage + " " + node + " " + (success ? "yes" : "no")));
    return event;
  }

  static Event event(String line) {
    Map<String, String> labels = new HashMap<>(Map.of("type", "test"));
    return Event.of(
        new Line(line, "/var/log/test.log", "file", Instant.EPOCH, labels), TimeMode.TIMEMACHINE);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public @Nullable DataFile file(String name) {
    return files.get(name);
  }

  @Override
  public String stashed(String cache, String key) {
    return stashes.get(cache, key);
  }

  @Override
  public void stash(String cache, String key, String value, Duration ttl) {
    stashes.put(cache, key, value, ttl);
  }
}
