package io.gatehouse.daemon;

import io.gatehouse.daemon.console.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse version}. */
@Command(name = "version", description = "Prints the version, its commit, and Java's version.")
final class VersionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Console.of(spec).out().println(ProgramVersion.current());
    return 0;
  }
}
