package io.gatehouse.daemon.console;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a verb writes.
 *
 * @param out what was asked for
 * @param err everything else
 */
public record Console(PrintWriter out, PrintWriter err) {

  /** The streams of the command that is running. */
  public static Console of(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("called outside of a command line");
    }
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
