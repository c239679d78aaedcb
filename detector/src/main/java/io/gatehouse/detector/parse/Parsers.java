package io.gatehouse.detector.parse;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.detector.event.EventTypes;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.grok.GrokLibrary;
import io.gatehouse.detector.helper.Helpers;
import io.gatehouse.detector.regex.SearchBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parsers of a detector, or its postoverflows: stages of nodes, compiled and checked. Immutable
 * and thread-safe; each thread takes a {@link #newRun} of its own.
 */
public final class Parsers {
  private final List<Stage> stages;
  private final List<DataRequest> data;
  private final List<ConfigProblem> warnings;
  private final Environment environment;
  private final ParserContext context;

  private Parsers(
      List<Stage> stages,
      NodeReader reader,
      List<ConfigProblem> warnings,
      Environment environment,
      ParserContext context) {
    this.stages = stages;
    this.data = List.copyOf(reader.data());
    this.warnings = warnings;
    this.environment = environment;
    this.context = context;
  }

  /**
   * Loads files.
   *
   * @param files all parsers or all postoverflows; those of a stage in the order in which they run
   * @param groks patterns that nodes may name; those of the files are added to it
   * @param context what nodes use
   * @throws ConfigException with every problem of every file, by file and line
   */
  public static Parsers load(Collection<ParserFile> files, GrokLibrary groks, ParserContext context)
      throws ConfigException {
    Environment environment =
        Environment.builder()
            .variable("evt", EventTypes.EVENT)
            .functions(Helpers.of(context.world()))
            .build();
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    NodeReader reader = new NodeReader(environment, groks, context);
    Map<String, List<Node>> stages = new TreeMap<>();
    List<ParserFile> ordered = new ArrayList<>(files);
    ordered.sort(Comparator.comparing(ParserFile::stage));
    for (ParserFile file : ordered) {
      for (ConfigFile document : ConfigFile.documentsOfText(file.file(), file.text())) {
        ConfigSection section = document.open(Map.of(), report);
        reader
            .document(section)
            .ifPresent(
                node -> stages.computeIfAbsent(file.stage(), s -> new ArrayList<>()).add(node));
      }
    }
    List<ConfigProblem> warnings = report.finish();
    return new Parsers(
        stages.entrySet().stream()
            .map(stage -> new Stage(stage.getKey(), stage.getValue()))
            .toList(),
        reader,
        warnings,
        environment,
        context);
  }

  /** The state of one thread. */
  public ParserRun newRun() {
    return newRun(SearchBudget.FOR_AN_EVENT);
  }

  /** The same; what the searches for one event may cost together is said in steps. */
  ParserRun newRun(long searchSteps) {
    return new ParserRun(stages, environment.get("evt"), context, new SearchBudget(searchSteps));
  }

  /** Names of the stages that hold a node, in order. */
  public List<String> stages() {
    return stages.stream().map(Stage::name).toList();
  }

  /** How many nodes of the first level there are. */
  public int size() {
    return stages.stream().mapToInt(stage -> stage.nodes().size()).sum();
  }

  /** What an operator might want to change, though it works. */
  public List<ConfigProblem> warnings() {
    return warnings;
  }

  /** Files that the rules look things up in; whoever sets up the world brings them. */
  public List<DataRequest> data() {
    return data;
  }
}
