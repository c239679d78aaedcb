package io.gatehouse.daemon.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How far a long piece of work has got: a bar that is drawn anew in a terminal, and a plain line
 * now and then anywhere else. Not thread-safe.
 */
public final class ProgressLine {
  private static final int BAR = 30;
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(5);

  private final PrintWriter err;
  private final Terminal terminal;
  private final InstantSource time;
  private final String what;
  private Instant last;
  private boolean drawn;

  /**
   * Nothing is shown yet.
   *
   * @param what such as {@code importing}
   */
  public ProgressLine(PrintWriter err, Terminal terminal, InstantSource time, String what) {
    this.err = err;
    this.terminal = terminal;
    this.time = time;
    this.what = what;
    this.last = time.instant();
  }

  /** So many of all are done. */
  public void at(long done, long all) {
    Duration since = Duration.between(last, time.instant());
    if (since.compareTo(terminal.isWatched() ? REDRAW : SAY_AGAIN) < 0) {
      return;
    }
    last = time.instant();
    if (terminal.isWatched()) {
      err.print("\r\033[K" + what + " " + bar(done, all));
      err.flush();
      drawn = true;
    } else {
      err.println("%s: %,d of %,d".formatted(what, done, all));
    }
  }

  private static String bar(long done, long all) {
    int full = all == 0 ? 0 : (int) (BAR * done / all);
    return "[%s%s] %,d of %,d".formatted("█".repeat(full), "░".repeat(BAR - full), done, all);
  }

  /** The work is over, or failed: the bar goes. */
  public void end() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
