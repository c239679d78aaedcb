package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.host.DaemonLoop.Voice;
import io.gatehouse.daemon.host.DaemonLoop.Work;
import io.gatehouse.daemon.lapi.EngineFile;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.daemon.settings.EnginePrometheus;
import io.gatehouse.daemon.watch.WatchEndpoint;
import io.gatehouse.detector.acquire.Acquisition;
import io.gatehouse.detector.acquire.Acquisitions;
import io.gatehouse.detector.pipeline.Counts;
import io.gatehouse.detector.pipeline.Simulation;
import io.gatehouse.lapi.LapiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse detector run}, with upstream's flags. */
@Command(
    name = "run",
    description = "Reads logs and reports attackers to a LAPI, until it is told to stop.",
    footer = {
      "",
      "Without -c the file is /etc/gatehouse/config.yaml, else /etc/crowdsec/config.yaml.",
      "With -dsn a log is read once, by its own clock; the last line on standard error is",
      "'lines=N parsed=N alerts=N'.",
      "Examples:",
      "  gatehouse detector run -c /etc/crowdsec/config.yaml",
      "  gatehouse detector run -dsn file:///var/log/auth.log -type syslog -no-api"
          + " --collection gatehouse/ssh"
    })
final class DetectorRunCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(DetectorRunCommand.class);

  private final Gatehouse root;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "-dsn",
      paramLabel = "DSN",
      description = "Read this once: file:///PATH, journalctl://filters=…")
  private @Nullable String dsn;

  @Option(
      names = "-type",
      paramLabel = "TYPE",
      description = "With -dsn: what kind of log it is, such as syslog or nginx.")
  private String type = "";

  @Option(
      names = "-label",
      paramLabel = "KEY:VALUE",
      description = "With -dsn: one more label; may be repeated.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "-transform",
      paramLabel = "EXPR",
      description = "With -dsn: what each line is replaced by.")
  private String transform = "";

  @Option(
      names = "-no-api",
      description = "Print alerts as JSON, one a line, in place of sending them.")
  private boolean noApi;

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description =
          "Detect what this collection of hub_dir, or a built-in one, has; may be repeated. Without it, what is enabled beside the file.")
  private List<String> collections = new ArrayList<>();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Data files and positions; beats GATEHOUSE_DATA_DIR and the file.")
  private @Nullable Path dataDir;

  @Option(names = "-t", description = "Check configuration and rules and exit; nothing is touched.")
  private boolean test;

  @Option(names = "-v", description = "Say which lines no parser knew, some of each source.")
  private boolean verbose;

  DetectorRunCommand(Gatehouse root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    EngineFile file = read();
    if (test) {
      Detecting.check(parts(file.config(), console.err()::println));
      file.warnings().forEach(console.err()::println);
      console.out().println("config is valid");
      return 0;
    }
    announce(file);
    return dsn == null ? follow() : replay(file.config(), console);
  }

  private EngineFile read() throws ConfigException {
    return EngineFile.read(root.options().configFile(), environment, Optional.ofNullable(dataDir));
  }

  private void announce(EngineFile file) {
    new Announcement(file.table(), file.warnings(), file.config().notActedOn())
        .make(
            root.options().log(file.config().log()),
            "gatehouse-detector.log",
            ProgramVersion.current().toString(),
            log);
  }

  private int follow() throws Exception {
    return new DaemonLoop<>(environment, this::read, this::begin).run();
  }

  private Work begin(EngineFile file, Voice voice) throws Exception {
    Reporting reporting = reporting(file.config());
    Detecting detecting =
        Detecting.begin(parts(file.config(), DetectorRunCommand::warn), reporting.outlet(), voice);
    reporting.lives(detecting.scenarios());
    Optional<WatchEndpoint> watch;
    try {
      watch = watch(file.config(), detecting);
    } catch (ProgramException e) {
      detecting.close();
      reporting.close();
      throw e;
    }
    voice.ready();
    return new Work() {
      @Override
      public String summary() {
        return detecting.summary();
      }

      @Override
      public String farewell() {
        return "where it is in each log is remembered";
      }

      @Override
      public void close() {
        watch.ifPresent(WatchEndpoint::close);
        detecting.close();
        reporting.close();
      }
    };
  }

  /** Where the file serves a LAPI too, the listener is that one's. */
  static Optional<WatchEndpoint> watch(EngineConfig config, Detecting detecting)
      throws ProgramException {
    boolean ours =
        !config.server().enabled() && config.prometheus().level() != EnginePrometheus.Level.NONE;
    return ours
        ? WatchEndpoint.openIfEnabled(
            config.prometheus().listener(), detecting::scrape, detecting::health)
        : Optional.empty();
  }

  private int replay(EngineConfig config, Console console) throws Exception {
    Reporting reporting = reporting(config);
    Detecting detecting =
        Detecting.begin(
            parts(config, DetectorRunCommand::warn), reporting.outlet(), Silence.INSTANCE);
    reporting.lives(detecting.scenarios());
    detecting.awaitEnd();
    detecting.close();
    reporting.close();
    if (verbose) {
      detecting
          .unparsed()
          .forEach((source, lines) -> lines.forEach(line -> tellUnparsed(console, source, line)));
    }
    Counts counts = detecting.counts();
    console
        .err()
        .println(
            "lines=%d parsed=%d alerts=%d"
                .formatted(counts.lines(), counts.parsed(), counts.alerts()));
    return 0;
  }

  private static void tellUnparsed(Console console, String source, String line) {
    console.err().println("unparsed: " + source + ": " + line.replaceAll("\\p{Cc}", "?"));
  }

  private Reporting reporting(EngineConfig config) throws ConfigException, LapiException {
    return noApi ? Reporting.toStandardOutput() : Reporting.toLapi(config, environment);
  }

  private static void warn(ConfigProblem problem) {
    log.warn("{}", problem);
  }

  private Detecting.Parts parts(EngineConfig config, Consumer<ConfigProblem> warnings)
      throws ConfigException, ProgramException {
    return new Detecting.Parts(
        DetectorParts.installation(config, collections),
        acquisitions(config, warnings),
        config.paths().dataDir(),
        dsn == null,
        Simulation.read(config.paths().simulation()),
        nobody -> false);
  }

  private List<Acquisition> acquisitions(EngineConfig config, Consumer<ConfigProblem> warnings)
      throws ConfigException, ProgramException {
    if (dsn != null) {
      return List.of(Acquisitions.ofDsn(dsn, type, labels(), transform));
    }
    List<Path> files = new ArrayList<>();
    Path beside = config.paths().configDir();
    given(config.detector().acquisition(), beside.resolve("acquis.yaml")).ifPresent(files::add);
    Optional<Path> directory =
        given(config.detector().acquisitionDir(), beside.resolve("acquis.d"));
    if (directory.isPresent()) {
      files.addAll(Acquisitions.filesOf(directory.get()));
    }
    List<Acquisition> acquisitions = Acquisitions.read(files, environment, warnings);
    if (acquisitions.isEmpty()) {
      throw new ProgramException(
          "detector: there is nothing to read; write %s, or give -dsn"
              .formatted(beside.resolve("acquis.yaml")));
    }
    return acquisitions;
  }

  private static Optional<Path> given(Optional<Path> named, Path usual) {
    return named.or(() -> Optional.of(usual).filter(Files::exists));
  }

  private Map<String, String> labels() throws ProgramException {
    Map<String, String> all = new LinkedHashMap<>();
    for (String label : labels) {
      int colon = label.indexOf(':');
      if (colon <= 0) {
        throw new ProgramException(
            "detector: -label \"%s\" is no KEY:VALUE, such as env:production".formatted(label));
      }
      all.put(label.substring(0, colon), label.substring(colon + 1));
    }
    return all;
  }

  /** A replay tells its end by ending. */
  enum Silence implements Voice {
    INSTANCE;

    @Override
    public void ready() {}

    @Override
    public void finished() {}

    @Override
    public void giveUp(String reason) {}
  }
}
