package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.daemon.console.CsvLines;
import io.gatehouse.daemon.console.Table;
import io.gatehouse.decision.GoDuration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse decisions list}. */
@Command(
    name = "list",
    description = "Lists the decisions that are in force, newest alert first.",
    footer = {
      "",
      "Decisions of the community's lists are left out unless -a or --origin asks for them.",
      "Examples:",
      "  gatehouse decisions list",
      "  gatehouse decisions list -i 192.0.2.7",
      "  gatehouse decisions list --origin cscli -o raw"
    })
final class DecisionsListVerb extends LapiVerb {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "source",
          "ip",
          "reason",
          "action",
          "country",
          "as",
          "events_count",
          "expiration",
          "simulated",
          "alert_id");

  @Mixin private final AlertSelection selection = new AlertSelection();

  @Option(
      names = {"-a", "--all"},
      description = "Also those of the community's lists, however many.")
  private boolean all;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "N",
      defaultValue = "100",
      description = "Of the newest N alerts; 0 for all. Default: 100.")
  private int limit;

  @Option(names = "--no-simu", description = "Without those that are only simulated.")
  private boolean noSimulated;

  @Option(
      names = {"-m", "--machine"},
      description = "Also show which machine sent the alert.")
  private boolean machine;

  DecisionsListVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    List<Alert> alerts;
    try (LapiConnection lapi = group().lapi(scene.config())) {
      alerts =
          new DecisionSelection(selection, !noSimulated).pick(lapi.alerts(query().parameters()));
    }
    List<Alert> shown = ActiveDecision.distinct(alerts);
    List<ActiveDecision> decisions = ActiveDecision.of(shown);
    switch (scene.form()) {
      case human -> table(scene, decisions, ActiveDecision.of(alerts).size() - decisions.size());
      case json -> AlertJson.printPicked(scene.out(), shown);
      case raw -> csv(scene, decisions);
    }
    return 0;
  }

  private Query query() {
    return selection
        .query()
        .with("has_active_decision", true)
        .with("include_capi", all)
        .when(noSimulated, "simulated", "false")
        .with("limit", all ? 0 : limit);
  }

  private void table(Scene scene, List<ActiveDecision> decisions, int hidden) {
    if (decisions.isEmpty()) {
      scene.out().println("No active decisions");
      return;
    }
    List<String> headings = new ArrayList<>();
    headings.addAll(List.of("ID", "Source", "Scope:Value", "Reason", "Action", "Country"));
    headings.addAll(List.of("AS", "Events", "expiration", "Alert ID"));
    if (machine) {
      headings.add("Machine");
    }
    Table table = new Table(headings);
    decisions.forEach(one -> table.row(row(one, true)));
    table.print(scene.out(), group().terminal());
    if (hidden > 0) {
      scene.err().println(hidden + " duplicated entries skipped");
    }
  }

  private void csv(Scene scene, List<ActiveDecision> decisions) {
    List<String> columns = new ArrayList<>(COLUMNS);
    if (machine) {
      columns.add("machine");
    }
    CsvLines csv = new CsvLines(scene.out(), columns);
    decisions.forEach(one -> csv.row(row(one, false)));
  }

  private List<String> row(ActiveDecision one, boolean forPeople) {
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(one.decision().id()));
    cells.add(one.decision().origin());
    cells.add(one.target());
    cells.add(one.decision().scenario());
    cells.add(forPeople ? one.action() : one.decision().type());
    cells.add(one.alert().source().country());
    cells.add(one.autonomousSystem());
    cells.add(Integer.toString(one.alert().eventsCount()));
    cells.add(GoDuration.format(one.decision().duration()));
    if (!forPeople) {
      cells.add(Boolean.toString(one.decision().simulated()));
    }
    cells.add(Long.toString(one.alert().id()));
    if (machine) {
      cells.add(AlertWords.machine(one.alert()));
    }
    return cells;
  }
}
