package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;
import java.util.List;

/**
 * Where to write what.
 *
 * @param output the file, or the standard streams
 * @param directory of the file
 * @param level the least that is written
 * @param maxSizeMegabytes at which the file is rotated
 * @param maxFiles how many rotated ones are kept; 0 for all
 * @param maxAgeDays after which a rotated one is removed; 0 for never
 * @param compress whether rotated ones are gzipped
 */
public record LogSettings(
    Output output,
    Path directory,
    Level level,
    int maxSizeMegabytes,
    int maxFiles,
    int maxAgeDays,
    boolean compress) {

  /** Name of the firewall bouncer's log file, upstream's. */
  public static final String FILE_NAME = "crowdsec-firewall-bouncer.log";

  /** Where to write. */
  public enum Output {
    /** A file in the directory. */
    FILE,
    /** Standard error, which is what upstream's {@code stdout} means in truth. */
    STDOUT
  }

  /** The words of {@code common.log_media}. */
  private enum Media {
    STDOUT,
    FILE,
    SYSLOG
  }

  /** The words of {@code common.log_format}. */
  private enum Form {
    TEXT,
    JSON
  }

  /** Upstream's words, from few lines to many. */
  public enum Level {
    PANIC,
    FATAL,
    ERROR,
    WARNING,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  static LogSettings read(ConfigSection root) {
    return new LogSettings(
        Words.read(root, "log_mode", Output.STDOUT),
        root.path("log_dir", Path.of("/var/log/")),
        Words.read(root, "log_level", Level.INFO),
        root.integer("log_max_size", 500, 1, 1_000_000),
        root.integer(root.either("log_max_files", "log_max_backups"), 3, 0, 10_000),
        root.integer("log_max_age", 30, 0, 100_000),
        root.flag(root.either("compress_logs", "log_compression"), true));
  }

  /** The section {@code common} of CrowdSec's own file, whose keys and defaults differ. */
  static LogSettings readCommon(ConfigSection common, NotActedOn later) {
    Media media = Words.read(common, "log_media", Media.STDOUT);
    later.note("common.log_media", media == Media.SYSLOG, false);
    Form form = Words.read(common, "log_format", Form.TEXT);
    later.note("common.log_format", form, Form.TEXT);
    for (String key : List.of("daemonize", "pid_dir", "working_dir", "force_color_logs")) {
      common.ignored(key, "the service manager sees to it");
    }
    return new LogSettings(
        media == Media.FILE ? Output.FILE : Output.STDOUT,
        common.path("log_dir", Path.of("/var/log/")),
        Words.read(common, "log_level", Level.INFO),
        common.integer("log_max_size", 500, 1, 1_000_000),
        common.integer("log_max_files", 3, 0, 10_000),
        common.integer("log_max_age", 28, 0, 100_000),
        common.flag("compress_logs", true));
  }

  /** The section {@code log} of gatehouse.yaml. */
  static LogSettings readShort(ConfigSection section, NotActedOn later) {
    Form form = Words.read(section, "format", Form.TEXT);
    later.note("log.format", form, Form.TEXT);
    return standardError(Words.read(section, "level", Level.INFO));
  }

  /** No file. */
  public static LogSettings standardError(Level level) {
    return new LogSettings(Output.STDOUT, Path.of("/var/log/"), level, 500, 3, 28, true);
  }

  /** The same, with at least the level of {@code -v}. */
  public LogSettings verbose() {
    return level.compareTo(Level.DEBUG) >= 0 ? this : withLevel(Level.DEBUG);
  }

  /** The same, at another level. */
  public LogSettings withLevel(Level other) {
    return new LogSettings(
        output, directory, other, maxSizeMegabytes, maxFiles, maxAgeDays, compress);
  }
}
