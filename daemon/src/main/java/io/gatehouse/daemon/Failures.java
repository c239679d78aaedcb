package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlException;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.hubtest.HubTestException;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.server.AdministrationException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What becomes of a failure: an operator's error is one line and exit code 1, a misused command
 * line one line and 2, and only what we did not foresee shows where it came from.
 */
final class Failures {
  private Failures() {}

  static CommandLine handleIn(CommandLine program) {
    return program
        .setExecutionExceptionHandler(Failures::failed)
        .setParameterExceptionHandler(Failures::misused);
  }

  private static int failed(Exception failure, CommandLine verb, ParseResult result) {
    PrintWriter err = verb.getErr();
    if (isForOperator(failure)) {
      err.println(failure.getMessage());
    } else {
      err.println(
          "gatehouse: this should not have happened; please report it with what follows: "
              + failure);
      failure.printStackTrace(err);
    }
    return ExitCode.SOFTWARE;
  }

  private static boolean isForOperator(Exception failure) {
    return failure instanceof ConfigException
        || failure instanceof ControlException
        || failure instanceof EnforcementException
        || failure instanceof AdministrationException
        || failure instanceof LapiException
        || failure instanceof HubException
        || failure instanceof HubTestException
        || failure instanceof ProgramException;
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine verb = misuse.getCommandLine();
    String name = verb.getCommandSpec().qualifiedName();
    verb.getErr().println(name + ": " + misuse.getMessage() + "; see `" + name + " --help`");
    return ExitCode.USAGE;
  }
}
