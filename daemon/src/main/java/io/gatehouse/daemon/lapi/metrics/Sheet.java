package io.gatehouse.daemon.lapi.metrics;

import java.util.List;

/**
 * One table of figures: under names, numbers.
 *
 * @param type what it is asked for by, such as {@code lapi-bouncer}
 * @param title for people
 * @param names headings of the columns that say what is counted
 * @param counts headings of the columns with numbers
 * @param rows in the order to show them
 */
public record Sheet(
    String type, String title, List<String> names, List<String> counts, List<Row> rows) {

  /** Copies the lists. */
  public Sheet {
    names = List.copyOf(names);
    counts = List.copyOf(counts);
    rows = List.copyOf(rows);
  }

  /**
   * One line.
   *
   * @param names a text for each name
   * @param counts a number for each count
   */
  public record Row(List<String> names, List<Long> counts) {
    /** Copies the lists. */
    public Row {
      names = List.copyOf(names);
      counts = List.copyOf(counts);
    }
  }
}
