package io.gatehouse.detector.scenario;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.detector.helper.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every scenario of a detector, read and checked, in the order in which events are poured into
 * them. Immutable; several {@link Buckets} may be filled from one.
 */
public final class Scenarios {
  private final List<Scenario> all;
  private final List<ConfigProblem> warnings;
  private final Language language;
  private final ScenarioIndex index;

  private Scenarios(List<Scenario> all, List<ConfigProblem> warnings, Language language) {
    this.all = List.copyOf(all);
    this.warnings = List.copyOf(warnings);
    this.language = language;
    this.index = new ScenarioIndex(this.all);
  }

  /**
   * Reads files, in the order given; upstream's has no order, so callers sort by file name.
   *
   * @param world what helper functions see; asked when expressions run, not now
   * @param simulation which scenarios' decisions are for show, by name
   * @throws ConfigException with every problem of every file
   */
  public static Scenarios load(List<ScenarioFile> files, World world, Predicate<String> simulation)
      throws ConfigException {
    Language language = new Language(world);
    List<Scenario> scenarios = new ArrayList<>();
    List<ConfigProblem> errors = new ArrayList<>();
    List<ConfigProblem> warnings = new ArrayList<>();
    for (ScenarioFile file : files) {
      try {
        ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
        for (ConfigFile document : ConfigFile.documentsOfText(file.file(), file.text())) {
          scenarios.add(
              ScenarioReader.read(document.open(Map.of(), report), file, language, simulation));
        }
        warnings.addAll(report.finish());
      } catch (ConfigException e) {
        errors.addAll(e.problems());
      }
    }
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    return new Scenarios(scenarios, warnings, language);
  }

  /** In the order of loading. */
  public List<Scenario> all() {
    return all;
  }

  /** What an operator might want to change, though it works. */
  public List<ConfigProblem> warnings() {
    return warnings;
  }

  /** The data files that expressions look things up in, each once. */
  public List<RequiredFile> dataFiles() {
    Set<RequiredFile> files = new LinkedHashSet<>();
    all.forEach(scenario -> files.addAll(scenario.data));
    return List.copyOf(files);
  }

  Language language() {
    return language;
  }

  ScenarioIndex index() {
    return index;
  }
}
