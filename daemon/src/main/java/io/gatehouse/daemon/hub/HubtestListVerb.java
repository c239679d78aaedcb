package io.gatehouse.daemon.hub;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.detector.hubtest.HubTests;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse hubtest list}. */
@Command(name = "list", description = "List the tests of a hub.")
final class HubtestListVerb implements Callable<Integer> {
  private final HubtestGroup group;

  @Spec private @Nullable CommandSpec spec;

  HubtestListVerb(HubtestGroup group) {
    this.group = group;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    List<String> names = HubTests.of(group.hub()).names();
    if (group.form() == Form.json) {
      OutcomeReport.printNames(names, console.out());
    } else {
      names.forEach(console.out()::println);
    }
    return 0;
  }
}
