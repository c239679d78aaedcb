package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.console.ProgressLine;
import io.gatehouse.daemon.console.Terminal;
import io.gatehouse.daemon.lapi.imports.ImportFile;
import io.gatehouse.daemon.lapi.imports.ImportFormat;
import io.gatehouse.daemon.lapi.imports.ImportJournal;
import io.gatehouse.daemon.lapi.imports.ImportRow;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse decisions import}. */
@Command(
    name = "import",
    description = "Decides on everything in a file. Nothing is imported unless all of it is valid.",
    footer = {
      "",
      "values: one a line, # begins a remark. csv: the first line names the columns; value, and any"
          + " of",
      "duration, reason, scope, type. json: a list of objects with the same names.",
      "An import that is cut off leaves whole batches; the next one says how to go on.",
      "Examples:",
      "  gatehouse decisions import -i blocklist.txt -d 24h",
      "  gatehouse decisions import -i decisions.csv",
      "  curl -sf https://example.org/list | gatehouse decisions import -i - --format values"
    })
final class DecisionsImportVerb extends LapiVerb {
  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      required = true,
      description = "The file; - for standard input.")
  private String input = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv, json or values; default: by the file's name, else by how it begins.")
  private @Nullable ImportFormat format;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "SPAN",
      defaultValue = "4h",
      converter = Values.Span.class,
      description = "For how long, where the file does not say; default: 4h.")
  private Duration duration = Duration.ofHours(4);

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = "Ip",
      description =
          "What values are, where the file does not say; default: Ip. A prefix is a Range.")
  private String scope = "Ip";

  @Option(
      names = {"-R", "--reason"},
      paramLabel = "TEXT",
      defaultValue = "manual",
      description = "Why, where the file does not say; default: manual.")
  private String reason = "manual";

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      defaultValue = "ban",
      description = "What is done, where the file does not say; default: ban.")
  private String type = "ban";

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "0",
      description = "So many in each alert; default: 0, which is 25000.")
  private int batch;

  @Option(names = "--resume", description = "Go on where the last import of this file was cut off.")
  private boolean resume;

  DecisionsImportVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    if (batch < 0) {
      throw misuse("--batch is " + batch + "; 0 or more is expected");
    }
    ImportRow.Defaults defaults = new ImportRow.Defaults(scope, type, duration, reason);
    VerbContext context = group().context();
    try (ImportFile file =
        ImportFile.open(input, context.in(), Optional.ofNullable(format), defaults)) {
      long imported = importAll(scene, file);
      if (scene.form() == Form.json) {
        scene.out().println("{\"imported\":" + imported + "}");
      } else {
        scene.say("Imported " + imported + " decisions");
      }
    }
    return 0;
  }

  private long importAll(Scene scene, ImportFile file) throws ProgramException {
    VerbContext context = group().context();
    ImportFile.Checked checked = file.check();
    ImportJournal journal =
        ImportJournal.in(scene.config().paths().dataDir(), context.environment());
    Interruptions interruptions = new Interruptions(journal, scene.err());
    long skipped = interruptions.tell(checked, resume);
    ProgressLine progress =
        new ProgressLine(
            scene.err(),
            Terminal.standardError(context.environment()),
            context.time(),
            "importing");
    try (LapiConnection lapi = group().lapi(scene.config())) {
      ImportRun run = new ImportRun(lapi, journal, progress, context.time(), batch);
      return run.importAfter(skipped, file, checked);
    } finally {
      progress.end();
    }
  }
}
