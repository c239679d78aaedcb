package io.gatehouse.daemon.lapi.metrics;

import java.util.List;

/**
 * Figures as people look at them.
 *
 * @param headings of the columns with names, then of those with figures
 * @param rows in the order to show them
 */
public record SheetTable(String title, List<String> headings, List<Row> rows) {

  /** Copies the lists. */
  public SheetTable {
    headings = List.copyOf(headings);
    rows = List.copyOf(rows);
  }

  /** One line: names, then figures. */
  public record Row(List<String> names, List<Long> figures) {
    /** Copies the lists. */
    public Row {
      names = List.copyOf(names);
      figures = List.copyOf(figures);
    }
  }
}
