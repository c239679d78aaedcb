package io.gatehouse.daemon.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints what happens, each step with its time. */
final class Story {
  private static final String GREEN = "\033[32m";
  private static final String RED = "\033[31m";
  private static final String DIM = "\033[2m";
  private static final String BOLD = "\033[1m";
  private static final String PLAIN = "\033[0m";

  private final PrintWriter out;
  private final boolean coloured;
  private final long begun = System.nanoTime();

  /**
   * Begins to tell.
   *
   * @param coloured whether it is a terminal that shows colours
   */
  Story(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** A heading. */
  void chapter(String text) {
    out.println();
    out.println(in(BOLD, text));
    out.flush();
  }

  /** Something that happened. */
  void tell(String text) {
    line(" ", DIM, text);
  }

  /** Something that went as it should. */
  void good(String text) {
    line("✓", GREEN, text);
  }

  /** Something bad that an attacker did, or that did not go as it should. */
  void bad(String text) {
    line("✗", RED, text);
  }

  private void line(String mark, String colour, String text) {
    String time = String.format(Locale.ROOT, "%6.2f s", seconds());
    out.println("  " + in(DIM, time) + "  " + in(colour, mark) + " " + text);
    out.flush();
  }

  private String in(String colour, String text) {
    return coloured ? colour + text + PLAIN : text;
  }

  /** The last line. */
  void end(String text) {
    out.println();
    out.println(text);
    out.flush();
  }

  /** Since it began. */
  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }
}
