package io.gatehouse.daemon.lapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.daemon.console.CsvLines;
import io.gatehouse.daemon.console.Table;
import io.gatehouse.daemon.console.Terminal;
import io.gatehouse.daemon.lapi.LapiVerb.Scene;
import io.gatehouse.daemon.lapi.metrics.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints sheets of figures. */
final class SheetPrinter {
  private final Scene scene;
  private final Terminal terminal;
  private final boolean wholeNumbers;

  SheetPrinter(Scene scene, Terminal terminal, boolean wholeNumbers) {
    this.scene = scene;
    this.terminal = terminal;
    this.wholeNumbers = wholeNumbers;
  }

  void print(List<Sheet> sheets) {
    switch (scene.form()) {
      case human -> tables(sheets);
      case json -> JsonOutput.list(scene.out(), rows(sheets), SheetPrinter::json);
      case raw -> csv(sheets);
    }
  }

  private void tables(List<Sheet> sheets) {
    boolean empty = true;
    for (Sheet sheet : sheets) {
      if (!sheet.rows().isEmpty()) {
        empty = false;
        scene.out().println(sheet.title() + ":");
        table(sheet).print(scene.out(), terminal);
        scene.out().println();
      }
    }
    if (empty) {
      scene.out().println("No metrics yet");
    }
  }

  private Table table(Sheet sheet) {
    List<String> headings = new ArrayList<>(sheet.names());
    headings.addAll(sheet.counts());
    Table table = new Table(headings);
    for (Sheet.Row row : sheet.rows()) {
      List<String> cells = new ArrayList<>(row.names());
      row.counts().forEach(count -> cells.add(number(count)));
      table.row(cells);
    }
    return table;
  }

  private String number(long count) {
    if (wholeNumbers || count < 1000) {
      return Long.toString(count);
    }
    double value = count;
    int unit = -1;
    while (value >= 1000 && unit < 4) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f%c", value, "kMGTP".charAt(unit));
  }

  /** One figure. */
  private record Figure(Sheet sheet, Sheet.Row row, int column) {}

  private static List<Figure> rows(List<Sheet> sheets) {
    List<Figure> figures = new ArrayList<>();
    for (Sheet sheet : sheets) {
      for (Sheet.Row row : sheet.rows()) {
        for (int i = 0; i < sheet.counts().size(); i++) {
          figures.add(new Figure(sheet, row, i));
        }
      }
    }
    return figures;
  }

  private static void json(JsonGenerator json, Figure one) throws IOException {
    json.writeStringField("type", one.sheet().type());
    for (int i = 0; i < one.sheet().names().size(); i++) {
      json.writeStringField(
          one.sheet().names().get(i).toLowerCase(Locale.ROOT), one.row().names().get(i));
    }
    json.writeStringField("counted", counted(one));
    json.writeNumberField("value", one.row().counts().get(one.column()));
  }

  private static String counted(Figure one) {
    return one.sheet().counts().get(one.column()).toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private void csv(List<Sheet> sheets) {
    CsvLines csv =
        new CsvLines(scene.out(), List.of("type", "name1", "name2", "name3", "counted", "value"));
    for (Figure one : rows(sheets)) {
      List<String> cells = new ArrayList<>();
      cells.add(one.sheet().type());
      for (int i = 0; i < 3; i++) {
        cells.add(i < one.row().names().size() ? one.row().names().get(i) : "");
      }
      cells.add(counted(one));
      cells.add(Long.toString(one.row().counts().get(one.column())));
      csv.row(cells);
    }
  }
}
