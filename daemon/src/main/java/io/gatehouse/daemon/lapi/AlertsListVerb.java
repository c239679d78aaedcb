package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.daemon.console.CsvLines;
import io.gatehouse.daemon.console.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse alerts list}. */
@Command(
    name = "list",
    description = "Lists alerts, newest first.",
    footer = {
      "",
      "Examples:",
      "  gatehouse alerts list",
      "  gatehouse alerts list --since 1h -s crowdsecurity/ssh-bf",
      "  gatehouse alerts list -i 192.0.2.7 -o json"
    })
final class AlertsListVerb extends LapiVerb {
  private static final List<String> COLUMNS =
      List.of("id", "scope", "value", "reason", "country", "as", "decisions", "created_at", "kind");

  @Mixin private final AlertSelection selection = new AlertSelection();

  @Option(
      names = {"-a", "--all"},
      description = "Also those of the community's lists, however many.")
  private boolean all;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "N",
      defaultValue = "50",
      description = "The newest N; 0 for all. Default: 50.")
  private int limit;

  @Option(names = "--kind", paramLabel = "KIND", description = "Of this kind: crowdsec, cscli...")
  private @Nullable String kind;

  @Option(
      names = {"-m", "--machine"},
      description = "Also show which machine sent it.")
  private boolean machine;

  AlertsListVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    List<Alert> alerts;
    try (LapiConnection lapi = group().lapi(scene.config())) {
      alerts = lapi.alerts(query().parameters());
    }
    switch (scene.form()) {
      case human -> table(scene, alerts);
      case json -> AlertJson.print(scene.out(), alerts);
      case raw -> csv(scene, alerts);
    }
    return 0;
  }

  private Query query() {
    return selection
        .query()
        .with("kind", kind)
        .with("include_capi", all)
        .with("limit", all ? 0 : limit);
  }

  private void table(Scene scene, List<Alert> alerts) {
    if (alerts.isEmpty()) {
      scene.out().println("No active alerts");
      return;
    }
    List<String> headings = new ArrayList<>();
    headings.addAll(List.of("ID", "value", "reason", "country", "as", "decisions"));
    headings.addAll(List.of("created_at", "kind"));
    if (machine) {
      headings.add("machine");
    }
    Table table = new Table(headings);
    alerts.forEach(alert -> table.row(row(alert, List.of(AlertWords.source(alert)))));
    table.print(scene.out(), group().terminal());
  }

  private void csv(Scene scene, List<Alert> alerts) {
    List<String> columns = new ArrayList<>(COLUMNS);
    if (machine) {
      columns.add("machine");
    }
    CsvLines csv = new CsvLines(scene.out(), columns);
    alerts.forEach(
        alert -> csv.row(row(alert, List.of(alert.source().scope(), alert.source().value()))));
  }

  private List<String> row(Alert alert, List<String> source) {
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(alert.id()));
    cells.addAll(source);
    cells.add(alert.scenario());
    cells.add(alert.source().country());
    cells.add(AlertWords.autonomousSystem(alert));
    cells.add(AlertWords.decisions(alert));
    cells.add(AlertWords.time(alert.createdAt()));
    cells.add(alert.kind());
    if (machine) {
      cells.add(AlertWords.machine(alert));
    }
    return cells;
  }
}
