package io.gatehouse.daemon.lapi.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What sheets have in common. */
final class Sheets {
  private Sheets() {}

  /** Column by column; all rows have as many. */
  static final Comparator<List<String>> BY_NAMES =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int order = a.get(i).compareTo(b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  /** A label as a heading. */
  static String heading(String label) {
    return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
  }
}
