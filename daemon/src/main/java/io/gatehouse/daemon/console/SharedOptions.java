package io.gatehouse.daemon.console;

import io.gatehouse.daemon.settings.LogSettings;
import io.gatehouse.daemon.settings.LogSettings.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options that may stand anywhere on the command line, before and after the verb, with cscli's
 * names. A mixin of the program itself; its verbs inherit them.
 */
public final class SharedOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Configuration file; a FILE.local beside it is laid over it.")
  private @Nullable Path configFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      scope = ScopeType.INHERIT,
      description = "human, json or raw; default: as the file has it, else human.")
  private @Nullable Form form;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "yes, no or auto, which is in a terminal alone; default: auto.")
  private Coloring coloring = Coloring.auto;

  @Option(names = "--trace", scope = ScopeType.INHERIT, hidden = true)
  private boolean trace;

  @Option(names = "--debug", scope = ScopeType.INHERIT, hidden = true)
  private boolean debug;

  @Option(names = "--info", scope = ScopeType.INHERIT, hidden = true)
  private boolean info;

  @Option(names = "--warning", scope = ScopeType.INHERIT, hidden = true)
  private boolean warning;

  @Option(names = "--error", scope = ScopeType.INHERIT, hidden = true)
  private boolean error;

  /** When headings are bold; the names are the words of {@code --color}, upstream's. */
  enum Coloring {
    yes,
    no,
    auto
  }

  /** The file of {@code -c}. */
  public Optional<Path> configFile() {
    return Optional.ofNullable(configFile);
  }

  /** What {@code -o} says. */
  public Optional<Form> form() {
    return Optional.ofNullable(form);
  }

  /** Standard output, coloured as {@code --color} says. */
  public Terminal terminal(Map<String, String> environment) {
    Terminal terminal = Terminal.standardOutput(environment);
    return switch (coloring) {
      case yes -> new Terminal(terminal.columns(), true);
      case no -> new Terminal(terminal.columns(), false);
      case auto -> terminal;
    };
  }

  /** The level that was asked for, the most talkative of several; it beats that of a file. */
  public Optional<Level> logLevel() {
    if (trace) {
      return Optional.of(Level.TRACE);
    }
    if (debug) {
      return Optional.of(Level.DEBUG);
    }
    if (info) {
      return Optional.of(Level.INFO);
    }
    if (warning) {
      return Optional.of(Level.WARNING);
    }
    return error ? Optional.of(Level.ERROR) : Optional.empty();
  }

  /** A file's settings, at the level that was asked for. */
  public LogSettings log(LogSettings ofFile) {
    return logLevel().map(ofFile::withLevel).orElse(ofFile);
  }
}
