package io.gatehouse.lapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.decision.GoDuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads decisions a line each: bare addresses, or comma-separated with a line of column names. */
final class DecisionLines {
  private static final Set<String> ADDRESS_COLUMNS = Set.of("value", "ip");
  private static final Set<String> SCOPES = Set.of("ip", "range", "country", "as");

  private final RowTally tally;
  private final WireRow row;
  private final Defaults defaults;
  private Optional<List<String>> columns = Optional.empty();

  /** What a line leaves open. */
  record Defaults(String scenario, Duration duration) {}

  DecisionLines(RowTally tally, Defaults defaults) {
    this.tally = tally;
    this.row = tally.row();
    this.defaults = defaults;
  }

  void read(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    int number = 0;
    boolean begun = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = columns.isPresent() ? line.strip() : withoutComment(line);
      if (!text.isEmpty()) {
        if (begun || !readHeader(text)) {
          readRow(number, text);
        }
        begun = true;
      }
    }
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    String text = comment < 0 ? line : line.substring(0, comment);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
  }

  /** Whether the line names columns, one of which holds addresses. */
  private boolean readHeader(String line) {
    List<String> names = cells(line.toLowerCase(Locale.ROOT));
    if (names.stream().noneMatch(ADDRESS_COLUMNS::contains)) {
      return false;
    }
    columns = Optional.of(names);
    return true;
  }

  private void readRow(int number, String line) throws IOException {
    row.clear();
    row.scope.set("Ip");
    row.type.set("ban");
    row.origin.set("file");
    row.scenario.set(defaults.scenario());
    row.duration.set(GoDuration.format(defaults.duration()));
    if (columns.isEmpty()) {
      row.value.set(line);
    } else {
      readCells(columns.get(), cells(line));
    }
    if (tally.isDecision()) {
      tally.added();
    } else {
      tally.skip(number);
    }
  }

  private void readCells(List<String> names, List<String> cells) {
    for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
      if (!cells.get(i).isEmpty()) {
        readCell(names.get(i), cells.get(i));
      }
    }
  }

  private void readCell(String name, String cell) {
    switch (name) {
      case "value", "ip" -> readValue(cell);
      case "scope" -> row.scope.set(cell);
      case "duration", "expiration" -> row.duration.set(cell);
      case "reason", "scenario" -> row.scenario.set(cell);
      case "type", "action" -> row.type.set(cell);
      case "origin", "source" -> row.origin.set(cell);
      case "id" -> readId(cell);
      case "simulated" -> {
        if (cell.equalsIgnoreCase("true")) {
          row.simulated();
        }
      }
      default -> {
        // country, as, events_count, alert_id: not about the decision
      }
    }
  }

  /** {@code cscli decisions list -o raw} writes {@code Ip:192.0.2.1}. */
  private void readValue(String cell) {
    int colon = cell.indexOf(':');
    if (colon > 0 && SCOPES.contains(cell.substring(0, colon).toLowerCase(Locale.ROOT))) {
      row.scope.set(cell.substring(0, colon));
      row.value.set(cell.substring(colon + 1));
    } else {
      row.value.set(cell);
    }
  }

  private void readId(String cell) {
    try {
      row.id(Long.parseLong(cell));
    } catch (NumberFormatException e) {
      row.idWrong();
    }
  }

  /** RFC 4180, within one line. */
  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return List.copyOf(cells);
  }
}
