package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.export.Exporter;
import io.gatehouse.daemon.export.Exporter.Reload;
import io.gatehouse.daemon.export.Exporter.Result;
import io.gatehouse.daemon.export.ListForm;
import io.gatehouse.daemon.export.ReloadCommand;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.settings.ExportConfig;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.decision.Remediation;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.store.DecisionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse export}: decisions as a file that another program reads. */
@Command(
    name = "export",
    description = "Writes decisions as a list that nginx, HAProxy or another program reads.",
    footer = {
      "",
      "Of the configuration, any bouncer's file, it takes LAPI's keys; give it a key of its own.",
      "A list that is empty, or has lost more than half of 1,000 entries or more, does not replace a",
      "file unless --force is given or, with --watch, a later pull agrees.",
      "Examples:",
      "  gatehouse export -c export.yaml --form plain",
      "  gatehouse export -c export.yaml --form haproxy --file /etc/haproxy/gatehouse.map --watch \\",
      "    -- systemctl reload haproxy"
    })
final class ExportCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ExportCommand.class);
  private static final String LOG_FILE = "gatehouse-export.log";

  private final Gatehouse root;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--form",
      paramLabel = "FORM",
      description = "plain: one value a line; nginx: for geo; haproxy: for map_ip. Default: plain.")
  private ListForm form = ListForm.PLAIN;

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "Replace this file, at once, if it changes; without it the list is printed.")
  private @Nullable Path file;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "List decisions of this type alone, such as ban; may be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--decisions",
      paramLabel = "DECISIONS",
      description = "Take decisions from a file in place of a LAPI.")
  private @Nullable Path decisions;

  @Option(names = "--watch", description = "Go on, and keep the file as LAPI says.")
  private boolean watch;

  @Option(names = "--force", description = "Replace the file however much of it would go.")
  private boolean force;

  @Parameters(
      paramLabel = "COMMAND",
      description = "After --: program and arguments, run each time the file has changed.")
  private List<String> command = new ArrayList<>();

  ExportCommand(Gatehouse root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    if (file == null && (watch || !command.isEmpty())) {
      throw misuse("--watch and a command need a --file");
    }
    if (watch && decisions != null) {
      throw misuse("--watch needs a LAPI; leave --decisions out");
    }
    return watch
        ? new DaemonLoop<>(environment, this::read, this::begin).run()
        : once(Console.of(spec));
  }

  private ParameterException misuse(String message) {
    CommandSpec called = spec;
    if (called == null) {
      throw new IllegalStateException("called outside of a command line");
    }
    return new ParameterException(called.commandLine(), message);
  }

  private int once(Console console) throws Exception {
    DecisionStore store = new DecisionStore(InstantSource.system());
    try (DecisionSource source = source(store)) {
      source.start().get();
    } catch (ExecutionException e) {
      throw ProgramException.because(e);
    }
    if (file == null) {
      console.out().print(Exporter.text(store, types(), form));
      console.out().flush();
      return 0;
    }
    Exporter exporter = exporter(store, file);
    if (force) {
      exporter.believe();
    }
    if (tick(exporter) == Result.DOUBTED) {
      throw new ProgramException(
          "export: the list is empty, or would lose more than half of %s, which stays as it is;"
                  .formatted(file)
              + " if that is right, give --force");
    }
    return 0;
  }

  private static Result tick(Exporter exporter) throws ProgramException {
    try {
      return exporter.tick();
    } catch (IOException e) {
      throw new ProgramException("export: the file can't be replaced: " + e);
    }
  }

  private Exporter exporter(DecisionStore store, Path path) {
    Reload reload = command.isEmpty() ? Reload.NONE : new ReloadCommand(command);
    return new Exporter(store, types(), form, path, reload);
  }

  private Set<Remediation> types() {
    return types.stream().map(Remediation::of).collect(Collectors.toSet());
  }

  private DecisionSource source(DecisionStore store) throws ConfigException, ProgramException {
    if (decisions != null) {
      return new FileSource(decisions, store);
    }
    ExportConfig config = read();
    return LapiSource.open(
        config.lapi(), config.resyncInterval(), "export", store, FirstFailure.STOP);
  }

  private ExportConfig read() throws ConfigException {
    Optional<Path> given = root.options().configFile();
    ConfigReport report = new ConfigReport(UnknownKeys.WARN);
    ExportConfig config =
        ExportConfig.read(
            ConfigFile.read(given.orElse(FirewallConfig.DEFAULT_FILE)).open(environment, report),
            Source.LAPI);
    report.finish().forEach(problem -> log.warn("{}", problem));
    return config;
  }

  private DaemonLoop.Work begin(ExportConfig config, DaemonLoop.Voice voice) throws Exception {
    new Announcement("", List.of(), List.of())
        .make(config.log(), LOG_FILE, ProgramVersion.current().toString(), log);
    DecisionStore store = new DecisionStore(InstantSource.system());
    Path path = Objects.requireNonNull(file);
    Exporter exporter = exporter(store, path);
    if (force) {
      exporter.believe();
    }
    return ExportWork.begin(config, store, exporter, voice);
  }
}
