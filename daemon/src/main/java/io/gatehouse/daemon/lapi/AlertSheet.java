package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.Meta;
import io.gatehouse.daemon.console.Table;
import io.gatehouse.daemon.console.Terminal;
import io.gatehouse.decision.GoDuration;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Everything about one alert, for people; the order and the names are upstream's. */
final class AlertSheet {
  private static final String RULE = "#".repeat(96);

  private final PrintWriter out;
  private final Terminal terminal;
  private final boolean withEvents;

  AlertSheet(PrintWriter out, Terminal terminal, boolean withEvents) {
    this.out = out;
    this.terminal = terminal;
    this.withEvents = withEvents;
  }

  void print(Alert alert) {
    out.println();
    out.println(RULE);
    out.println();
    facts(alert);
    decisions(alert);
    context(alert.meta());
    if (withEvents) {
      events(alert);
    }
  }

  private void facts(Alert alert) {
    fact("ID", Long.toString(alert.id()));
    fact("Date", AlertWords.time(alert.createdAt()));
    fact("Machine", AlertWords.machine(alert));
    fact("Simulation", Boolean.toString(alert.simulated()));
    fact("Remediation", Boolean.toString(alert.remediation()));
    fact("Kind", alert.kind());
    fact("Reason", alert.scenario());
    fact("Events Count", Integer.toString(alert.eventsCount()));
    fact("Scope:Value", AlertWords.source(alert));
    fact("Country", alert.source().country());
    fact("AS", AlertWords.autonomousSystem(alert));
    fact("Begin", AlertWords.time(alert.startAt()));
    fact("End", AlertWords.time(alert.stopAt()));
    fact("UUID", Objects.requireNonNullElse(alert.uuid(), ""));
    out.println();
  }

  private void fact(String name, String value) {
    String harmless = value.replaceAll("\\p{Cc}", "?");
    out.println(" - %-12s : %s".formatted(name, harmless).stripTrailing());
  }

  private void decisions(Alert alert) {
    Table table = new Table("ID", "scope:value", "action", "expiration", "created_at");
    for (AlertDecision decision : alert.decisions()) {
      if (decision.duration().toSeconds() > 0) {
        table.row(
            Long.toString(decision.id()),
            decision.scope() + ":" + decision.value(),
            decision.type(),
            GoDuration.format(decision.duration()),
            AlertWords.time(alert.createdAt()));
      }
    }
    print("Active Decisions", table);
  }

  private void context(List<Meta> meta) {
    Table table = new Table("Key", "Value");
    for (Meta one : sorted(meta)) {
      JsonTexts.read(one.value()).forEach(value -> table.row(one.key(), value));
    }
    print("Context", table);
  }

  private void events(Alert alert) {
    out.println(" - Events :");
    for (AlertEvent event : alert.events()) {
      Table table = new Table("Key", "Value");
      sorted(event.meta()).forEach(one -> table.row(one.key(), one.value()));
      print("Date: " + AlertWords.time(event.timestamp()), table);
    }
  }

  private static List<Meta> sorted(List<Meta> meta) {
    return meta.stream().sorted(Comparator.comparing(Meta::key)).toList();
  }

  /** An empty table says nothing. */
  private void print(String title, Table table) {
    if (!table.isEmpty()) {
      out.println(" - " + title + " :");
      table.print(out, terminal);
      out.println();
    }
  }
}
