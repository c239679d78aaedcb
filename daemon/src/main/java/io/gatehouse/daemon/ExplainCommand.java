package io.gatehouse.daemon;

import static java.util.Objects.requireNonNull;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.host.LogSetup;
import io.gatehouse.daemon.lapi.EngineFile;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.detector.acquire.AcquireSettings;
import io.gatehouse.detector.acquire.Acquisitions;
import io.gatehouse.detector.acquire.DataSources;
import io.gatehouse.detector.acquire.LineBatch;
import io.gatehouse.detector.acquire.StreamedLines;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.explain.Explainer;
import io.gatehouse.detector.explain.LineTrace.Detail;
import io.gatehouse.detector.geo.GeoDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse explain}, with upstream's flags. */
@Command(
    name = "explain",
    description = "Shows what parsers and scenarios make of lines; nothing is decided.",
    footer = {
      "",
      "Examples:",
      "  gatehouse explain --log 'Oct  1 01:02:03 h sshd[7]: Failed password for root from"
          + " 192.0.2.7 port 7 ssh2' --type syslog --collection gatehouse/ssh",
      "  gatehouse explain --file /var/log/nginx/access.log --type nginx --failures",
      "  tail -n 20 /var/log/auth.log | gatehouse explain -f - --type syslog"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Gatehouse root;
  private final Map<String, String> environment;
  private final InputStream in;

  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private @Nullable Input input;

  /** Where lines come from. */
  static final class Input {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "The lines of a file, or of standard input where it is '-'.")
    private @Nullable String file;

    @Option(
        names = {"-l", "--log"},
        paramLabel = "LINE",
        description = "One line.")
    private @Nullable String line;

    @Option(
        names = {"-d", "--dsn"},
        paramLabel = "DSN",
        description = "What a DSN gives, such as file:///PATH.")
    private @Nullable String dsn;
  }

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      required = true,
      description = "What kind of log it is, such as syslog or nginx.")
  private String type = "";

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description = "Rules of this collection; may be repeated. Without it, what is enabled.")
  private List<String> collections = new ArrayList<>();

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell what each node has written.")
  private boolean verbose;

  @Option(names = "--failures", description = "Tell the nodes as well that did not take the line.")
  private boolean failures;

  @Option(names = "--only-successful-parsers", description = "Leave lines out that no parser took.")
  private boolean onlyParsed;

  ExplainCommand(Gatehouse root, Map<String, String> environment, InputStream in) {
    this.root = root;
    this.environment = environment;
    this.in = in;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    EngineConfig config =
        EngineFile.read(root.options().configFile(), environment, Optional.empty()).config();
    try (GeoDatabases geo = GeoDatabases.open(config.paths().dataDir())) {
      Explainer explainer =
          new Explainer(
              DetectorParts.installation(config, collections), geo, InstantSource.system());
      explain(requireNonNull(input), explainer, console);
    }
    return 0;
  }

  private void explain(Input from, Explainer explainer, Console console)
      throws ConfigException, ProgramException, InterruptedException {
    if (from.line != null) {
      print(explainer, event(from.line, "--log"), console);
    } else if (STANDARD_INPUT.equals(from.file)) {
      explainInput(explainer, console);
    } else {
      String dsn = from.dsn != null ? from.dsn : "file://" + file(requireNonNull(from.file));
      explainSource(dsn, explainer, console);
    }
  }

  private Event event(String text, String src) {
    Map<String, String> labels = new HashMap<>(Map.of("type", type));
    return Event.of(new Line(text, src, "file", Instant.now(), labels), TimeMode.TIMEMACHINE);
  }

  private void explainInput(Explainer explainer, Console console) throws ProgramException {
    try {
      long cut =
          StreamedLines.read(in, line -> print(explainer, event(line, "standard input"), console));
      if (cut > 0) {
        console.err().println("explain: " + cut + " lines were too long and have lost their end");
      }
    } catch (IOException e) {
      throw new ProgramException("explain: standard input cannot be read: " + e.getMessage());
    }
  }

  private void explainSource(String dsn, Explainer explainer, Console console)
      throws ConfigException, InterruptedException {
    try (DataSources sources =
        DataSources.start(
            List.of(Acquisitions.ofDsn(dsn, type, Map.of(), "")),
            AcquireSettings.forReplay().withLogLevels(LogSetup::setLevel))) {
      while (!sources.finished()) {
        Optional<LineBatch> batch = sources.poll(PATIENCE);
        batch.ifPresent(
            lines -> {
              lines.events().forEach(event -> print(explainer, event, console));
              lines.receipt().give();
            });
      }
    }
  }

  private static Path file(String name) throws ProgramException {
    Path file = Path.of(name);
    if (!Files.isReadable(file)) {
      throw new ProgramException("explain: " + file + " cannot be read");
    }
    return file.toAbsolutePath();
  }

  private void print(Explainer explainer, Event event, Console console) {
    explainer
        .explain(event, new Detail(verbose, failures, onlyParsed))
        .forEach(console.out()::println);
  }
}
