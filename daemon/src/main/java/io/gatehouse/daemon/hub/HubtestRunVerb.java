package io.gatehouse.daemon.hub;

import static java.util.Objects.requireNonNull;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.detector.hubtest.HubTestException;
import io.gatehouse.detector.hubtest.HubTests;
import io.gatehouse.detector.hubtest.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse hubtest run}. */
@Command(
    name = "run",
    description =
        "Replay the logs of tests through the items that they name, and check the result.",
    footer = {
      "",
      "Exit code: 0 where every test passes, 1 where one does not.",
      "--markdown prints a table such as the one in docs/compatibility.md."
    })
final class HubtestRunVerb implements Callable<Integer> {
  private final HubtestGroup group;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Tests to run.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "Run every test of the hub.")
  private boolean all;

  @Option(names = "--markdown", description = "Print a Markdown table in place of all else.")
  private boolean markdown;

  HubtestRunVerb(HubtestGroup group) {
    this.group = group;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    if (all == !names.isEmpty()) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(), "name the tests to run, or say --all");
    }
    HubTests tests = HubTests.of(group.hub());
    List<Outcome> outcomes = run(tests, all ? tests.names() : names);
    OutcomeReport report = new OutcomeReport(outcomes);
    if (markdown) {
      report.printMarkdown(console.out());
    } else {
      switch (group.form()) {
        case human -> report.printForPeople(console.out());
        case json -> report.printJson(console.out());
        case raw -> report.printRaw(console.out());
      }
    }
    return report.allPassed() ? 0 : 1;
  }

  /** As many at a time as there are processors, in the order of the names. */
  private static List<Outcome> run(HubTests tests, List<String> names)
      throws InterruptedException, HubTestException, ProgramException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Outcome>> running =
          names.stream().map(name -> workers.submit(() -> tests.run(name))).toList();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HubTestException unknown) {
        throw unknown;
      }
      throw ProgramException.because(e);
    } finally {
      workers.shutdownNow();
    }
  }
}
