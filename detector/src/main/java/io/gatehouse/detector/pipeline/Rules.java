package io.gatehouse.detector.pipeline;

import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.grok.GrokLibrary;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.hub.Installation;
import io.gatehouse.detector.hub.InstalledItem;
import io.gatehouse.detector.parse.DataRequest;
import io.gatehouse.detector.parse.DnsNames;
import io.gatehouse.detector.parse.ParserContext;
import io.gatehouse.detector.parse.ParserFile;
import io.gatehouse.detector.parse.Parsers;
import io.gatehouse.detector.parse.Stashes;
import io.gatehouse.detector.scenario.AlertContext;
import io.gatehouse.detector.scenario.AlertContexts;
import io.gatehouse.detector.scenario.RequiredFile;
import io.gatehouse.detector.scenario.ScenarioFile;
import io.gatehouse.detector.scenario.Scenarios;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a detector knows. For one thread.
 *
 * @param parsers for lines
 * @param scenarios what events fill
 * @param postoverflows for overflows
 * @param context what alerts say beside their events
 * @param stashes what parsers put aside
 */
public record Rules(
    EventParser parsers,
    Scenarios scenarios,
    EventParser postoverflows,
    AlertContext context,
    Stashes stashes) {

  private static final Logger log = LoggerFactory.getLogger(Rules.class);

  /**
   * Loads everything that is installed, with the data files that it looks things up in.
   *
   * @param simulation which scenarios' decisions are for show, by name
   * @throws ConfigException with every problem of the kind of file that is read first
   * @throws HubException if a data file or a file of patterns is wrong
   */
  public static Rules load(
      Installation installation, GeoIp geo, Predicate<String> simulation, InstantSource time)
      throws ConfigException, HubException {
    Stashes stashes = new Stashes(time);
    HostWorld world = new HostWorld(time, stashes, geo);
    ParserContext context = new ParserContext(world, geo, DnsNames.ofHost(), stashes);
    Parsers parsers = parsers(installation.parsers(), installation.groks(), context);
    Parsers postoverflows = parsers(installation.postoverflows(), installation.groks(), context);
    Scenarios scenarios =
        Scenarios.load(scenarioFiles(installation.scenarios()), world, simulation);
    Stream.of(parsers.warnings(), postoverflows.warnings(), scenarios.warnings())
        .flatMap(List::stream)
        .forEach(warning -> log.warn("{}", warning));
    AlertContext contexts = AlertContexts.load(scenarioFiles(installation.contexts()), world);
    for (Parsers each : List.of(parsers, postoverflows)) {
      for (DataRequest file : each.data()) {
        world.load(installation.data(), file.destFile(), file.type());
      }
    }
    for (RequiredFile file : scenarios.dataFiles()) {
      world.load(installation.data(), file.destFile(), file.type());
    }
    return new Rules(running(parsers), scenarios, running(postoverflows), contexts, stashes);
  }

  private static Parsers parsers(
      List<InstalledItem> items, GrokLibrary groks, ParserContext context) throws ConfigException {
    List<ParserFile> files =
        items.stream().map(item -> new ParserFile(item.file(), item.stage(), item.text())).toList();
    return Parsers.load(files, groks, context);
  }

  private static List<ScenarioFile> scenarioFiles(List<InstalledItem> items) {
    return items.stream()
        .map(item -> new ScenarioFile(item.file(), item.text(), item.version(), item.hash()))
        .sorted(Comparator.comparing(ScenarioFile::file))
        .toList();
  }

  private static EventParser running(Parsers parsers) {
    if (parsers.size() == 0) {
      return EventParser.NONE;
    }
    return parsers.newRun()::parse;
  }
}
