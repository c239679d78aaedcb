package io.gatehouse.daemon.console;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a word that only groups verbs answers when it is called alone. */
public final class MissingVerb {
  private MissingVerb() {}

  /** Names the verbs that there are. */
  public static ParameterException of(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("called outside of a command line");
    }
    String verbs =
        spec.subcommands().values().stream()
            .map(verb -> verb.getCommandSpec().name())
            .distinct()
            .collect(Collectors.joining(", "));
    return new ParameterException(spec.commandLine(), "a verb is missing: " + verbs);
  }
}
