package io.gatehouse.daemon.host;

import io.gatehouse.config.ConfigProblem;
import io.gatehouse.daemon.settings.LogSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * What a daemon says of its configuration when it starts and when it reads it anew.
 *
 * @param table the settings in effect, one a line, secrets masked
 * @param warnings what the operator should know
 * @param notActedOn keys that the file sets, that were read, and that nothing acts on yet
 */
public record Announcement(String table, List<ConfigProblem> warnings, List<String> notActedOn) {
  /** Copies the lists. */
  public Announcement {
    warnings = List.copyOf(warnings);
    notActedOn = List.copyOf(notActedOn);
  }

  /** Sets up the log, then writes to it in the name of the caller. */
  public void make(LogSettings settings, String logFileName, String programVersion, Logger log) {
    boolean written = LogSetup.apply(settings, logFileName);
    if (!written) {
      log.warn("log_dir {} cannot be written; logging to standard error", settings.directory());
    }
    log.info("{}", programVersion);
    table.lines().forEach(setting -> tell(setting, log));
    warnings.forEach(warning -> log.warn("{}", warning));
    if (!notActedOn.isEmpty()) {
      log.warn("read but not acted on yet: {}", String.join(", ", notActedOn));
    }
  }

  /** What the file sets is worth a line; the defaults are for whoever looks closely. */
  private static void tell(String setting, Logger log) {
    Level level = setting.endsWith(" default") ? Level.DEBUG : Level.INFO;
    log.atLevel(level).log("{}", setting);
  }
}
