package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Form;
import io.gatehouse.testing.ManualTime;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs of the package on a command line of their own, without the rest of the program. */
final class Program {
  final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  final Map<String, String> environment = new HashMap<>();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  private final Function<Surroundings, LapiAccess> access;
  private final Optional<Path> config;
  private InputStream in = InputStream.nullInputStream();
  private @Nullable Form form;

  Program(LapiAccess access, Optional<Path> config) {
    this(around -> access, config);
  }

  private Program(Function<Surroundings, LapiAccess> access, Optional<Path> config) {
    this.access = access;
    this.config = config;
  }

  /** With the ways to a LAPI that the real program has. */
  static Program onThisHost(Path config) {
    return new Program(HostLapiAccess::new, Optional.of(config));
  }

  @Command(name = "gatehouse")
  private static final class Root {}

  Program input(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Program form(Form ofTheProgram) {
    form = ofTheProgram;
    return this;
  }

  /** Runs a verb; an exception's message is the only line of standard error, as in the program. */
  int run(String... arguments) {
    CommandLine program = new CommandLine(new Root());
    Surroundings surroundings =
        new Surroundings(environment, () -> config, () -> Optional.ofNullable(form), in, time, "0");
    new LapiVerbs(surroundings, access.apply(surroundings)).lines().forEach(program::addSubcommand);
    return program
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (failure, verb, result) -> {
              err.append(failure.toString()).append('\n');
              return 1;
            })
        .setParameterExceptionHandler(
            (misuse, words) -> {
              err.append(misuse.getMessage()).append('\n');
              return 2;
            })
        .execute(arguments);
  }

  /** Forgets what was printed. */
  Program anew() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return this;
  }
}
