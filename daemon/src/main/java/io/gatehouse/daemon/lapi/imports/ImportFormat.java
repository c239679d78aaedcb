package io.gatehouse.daemon.lapi.imports;

import java.util.Locale;

/** How a file is written; the names are the words of {@code --format}, upstream's. */
public enum ImportFormat {
  /** Columns under a line of names. */
  csv,
  /** A list of objects. */
  json,
  /** A value a line. */
  values;

  /** By the name of the file, else by how it begins. */
  static ImportFormat guess(String name, String beginning) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json")) {
      return json;
    }
    if (lower.endsWith(".csv")) {
      return csv;
    }
    String first = beginning.strip().toLowerCase(Locale.ROOT);
    if (first.startsWith("[")) {
      return json;
    }
    String firstLine = first.lines().findFirst().orElse("");
    return CsvRows.isHeader(firstLine) ? csv : values;
  }
}
