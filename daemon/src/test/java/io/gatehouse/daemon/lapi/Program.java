package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.SharedOptions;
import io.gatehouse.daemon.lapi.serve.DatabaseTurn;
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
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verbs of the package on a command line of their own, without the rest of the program. */
final class Program {
  final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  final Map<String, String> environment = new HashMap<>();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  private final Function<VerbContext, LapiAccess> access;
  private final Optional<Path> config;
  private InputStream in = InputStream.nullInputStream();

  Program(LapiAccess access, Optional<Path> config) {
    this(around -> access, config);
  }

  private Program(Function<VerbContext, LapiAccess> access, Optional<Path> config) {
    this.access = access;
    this.config = config;
  }

  /** With the ways to a LAPI that the real program has, which waits for nothing. */
  static Program onThisHost(Path config) {
    return onThisHost(config, () -> {});
  }

  /** As {@link #onThisHost(Path)}; what happens while it waits. */
  static Program onThisHost(Path config, DatabaseTurn.Pause pause) {
    return new Program(around -> new HostLapiAccess(around, pause), Optional.of(config));
  }

  @Command(name = "gatehouse")
  private static final class Root {
    @Mixin private final SharedOptions options = new SharedOptions();
  }

  Program input(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Runs a verb; an exception's message is the only line of standard error, as in the program. */
  int run(String... arguments) {
    Root root = new Root();
    CommandLine program = new CommandLine(root);
    VerbContext context = new VerbContext(environment, root.options, in, time, "0");
    new LapiVerbs(context, access.apply(context)).lines().forEach(program::addSubcommand);
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
        .execute(withConfig(arguments));
  }

  private String[] withConfig(String... arguments) {
    Stream<String> file = config.stream().flatMap(path -> Stream.of("-c", path.toString()));
    return Stream.concat(file, Stream.of(arguments)).toArray(String[]::new);
  }

  /** Forgets what was printed. */
  Program anew() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return this;
  }
}
