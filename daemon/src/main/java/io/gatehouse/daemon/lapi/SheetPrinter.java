package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Table;
import io.gatehouse.daemon.console.Terminal;
import io.gatehouse.daemon.lapi.LapiVerb.Scene;
import io.gatehouse.daemon.lapi.metrics.Sheet;
import io.gatehouse.daemon.lapi.metrics.SheetTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints sheets of figures: as tables, or all in one tree of which each sheet is a branch. */
final class SheetPrinter {
  private final Scene scene;
  private final Terminal terminal;
  private final boolean wholeNumbers;

  SheetPrinter(Scene scene, Terminal terminal, boolean wholeNumbers) {
    this.scene = scene;
    this.terminal = terminal;
    this.wholeNumbers = wholeNumbers;
  }

  /**
   * Prints them in their order.
   *
   * @param withEmpty whether tables without a row are shown
   */
  void print(List<Sheet> sheets, boolean withEmpty) {
    switch (scene.form()) {
      case human -> tables(sheets, withEmpty);
      case json -> JsonOutput.print(scene.out(), json -> JsonOutput.tree(json, tree(sheets)));
      case raw -> YamlOutput.print(scene.out(), tree(sheets));
    }
  }

  private static Map<String, Object> tree(List<Sheet> sheets) {
    Map<String, Object> tree = new LinkedHashMap<>();
    sheets.forEach(sheet -> tree.put(sheet.type().word(), sheet.tree()));
    return tree;
  }

  private void tables(List<Sheet> sheets, boolean withEmpty) {
    List<SheetTable> tables =
        sheets.stream()
            .flatMap(sheet -> sheet.tables().stream())
            .filter(table -> withEmpty || !table.rows().isEmpty())
            .toList();
    for (SheetTable table : tables) {
      scene.out().println(table.title() + ":");
      drawn(table).print(scene.out(), terminal);
      scene.out().println();
    }
    if (tables.isEmpty()) {
      scene.out().println("No metrics yet");
    }
  }

  private Table drawn(SheetTable sheet) {
    Table table = new Table(sheet.headings());
    for (SheetTable.Row row : sheet.rows()) {
      List<String> cells = new ArrayList<>(row.names());
      row.figures().forEach(figure -> cells.add(number(figure)));
      table.row(cells);
    }
    return table;
  }

  /** As upstream shows it: a dash for none. */
  private String number(long figure) {
    if (figure == 0) {
      return "-";
    }
    if (wholeNumbers || figure < 1000) {
      return Long.toString(figure);
    }
    double value = figure;
    int unit = -1;
    while (value >= 1000 && unit < 4) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f%c", value, "kMGTP".charAt(unit));
  }
}
