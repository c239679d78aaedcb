package io.gatehouse.daemon.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * What the other end of a stream can show.
 *
 * @param columns its width; empty where it is a file or a pipe, which is never wrapped
 * @param color whether escape sequences may be sent
 */
public record Terminal(OptionalInt columns, boolean color) {
  private static final int USUAL_COLUMNS = 80;
  private static final int NARROWEST = 20;
  private static final long PATIENCE_SECONDS = 2;

  /** A file or a pipe. */
  public static final Terminal NONE = new Terminal(OptionalInt.empty(), false);

  /** Whether somebody looks at it. */
  public boolean isWatched() {
    return columns.isPresent();
  }

  /** Standard output. */
  public static Terminal standardOutput(Map<String, String> environment) {
    return of(1, environment);
  }

  /** Standard error. */
  public static Terminal standardError(Map<String, String> environment) {
    return of(2, environment);
  }

  private static Terminal of(int descriptor, Map<String, String> environment) {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return device.toString().matches("/dev/(pts/|tty|console).*")
          ? new Terminal(OptionalInt.of(columns(device, environment)), color(environment))
          : NONE;
    } catch (IOException e) {
      return NONE; // no /proc: nobody knows, so it is treated as a file
    }
  }

  /** As no-color.org and every terminal have it. */
  private static boolean color(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static int columns(Path device, Map<String, String> environment) {
    String told = environment.getOrDefault("COLUMNS", "");
    int columns = told.matches("[0-9]{1,5}") ? Integer.parseInt(told) : askStty(device);
    return columns == 0 ? USUAL_COLUMNS : Math.max(NARROWEST, columns);
  }

  /** The JDK cannot ask for the size of a terminal; 0 where stty cannot either. */
  private static int askStty(Path device) {
    try {
      Process stty = new ProcessBuilder("stty", "-F", device.toString(), "size").start();
      try (InputStream answer = stty.getInputStream()) {
        String size = new String(answer.readNBytes(64), StandardCharsets.US_ASCII).strip();
        stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return size.matches("[0-9]+ [0-9]{1,5}")
            ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
            : 0;
      }
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
