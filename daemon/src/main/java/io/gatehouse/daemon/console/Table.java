package io.gatehouse.daemon.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings in a drawn frame. In a terminal that is too narrow the widest columns wrap;
 * anywhere else nothing does, so that a line of output stays a row. Not thread-safe.
 */
public final class Table {
  private static final int NARROWEST_COLUMN = 6;
  private static final String BOLD = "\033[1m";
  private static final String PLAIN = "\033[0m";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  /** Without rows yet. */
  public Table(String... headings) {
    this(List.of(headings));
  }

  /** Without rows yet. */
  public Table(List<String> headings) {
    this.headings = List.copyOf(headings);
  }

  /** Adds a row, with a text for each heading. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row, with a text for each heading. */
  public Table row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + headings.size());
    }
    rows.add(cells.stream().map(CellText::harmless).toList());
    return this;
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Draws it. */
  public void print(PrintWriter out, Terminal terminal) {
    int[] widths = widths(terminal);
    rule(out, widths, "╭┬╮");
    line(out, widths, headings, terminal.color());
    rule(out, widths, "├┼┤");
    rows.forEach(row -> line(out, widths, row, false));
    rule(out, widths, "╰┴╯");
    out.flush();
  }

  private int[] widths(Terminal terminal) {
    int[] widths = headings.stream().mapToInt(CellText::width).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], CellText.width(row.get(i)));
      }
    }
    terminal.columns().ifPresent(columns -> narrow(widths, columns - 3 * widths.length - 1));
    return widths;
  }

  /** Takes from the widest column, one by one, until all fit or none can give. */
  private static void narrow(int[] widths, int room) {
    int excess = Arrays.stream(widths).sum() - room;
    while (excess > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST_COLUMN) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  private static void rule(PrintWriter out, int[] widths, String corners) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(corners.charAt(i == 0 ? 0 : 1)).append("─".repeat(widths[i] + 2));
    }
    out.println(line.append(corners.charAt(2)));
  }

  private static void line(PrintWriter out, int[] widths, List<String> cells, boolean bold) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      wrapped.add(CellText.wrap(cells.get(i), widths[i]));
    }
    int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
    for (int line = 0; line < height; line++) {
      StringBuilder text = new StringBuilder("│");
      for (int i = 0; i < widths.length; i++) {
        List<String> cell = wrapped.get(i);
        String part = CellText.pad(line < cell.size() ? cell.get(line) : "", widths[i]);
        text.append(' ').append(bold ? BOLD + part + PLAIN : part).append(" │");
      }
      out.println(text);
    }
  }
}
