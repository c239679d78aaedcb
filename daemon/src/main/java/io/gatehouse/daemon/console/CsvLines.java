package io.gatehouse.daemon.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values as Go's encoding/csv writes them, which is what upstream's scripts expect:
 * lines end in LF, and quotes stand only where they are needed.
 */
public final class CsvLines {
  private final PrintWriter out;

  /** Writes the names at once. */
  public CsvLines(PrintWriter out, List<String> names) {
    this.out = out;
    row(names);
  }

  /** Writes a row. */
  public CsvLines row(String... cells) {
    return row(List.of(cells));
  }

  /** Writes a row. */
  public CsvLines row(List<String> cells) {
    out.print(cells.stream().map(CsvLines::quoted).collect(Collectors.joining(",")) + "\n");
    return this;
  }

  private static String quoted(String cell) {
    boolean needed =
        cell.startsWith(" ")
            || cell.startsWith("\t")
            || cell.equals("\\.")
            || cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
