package io.gatehouse.daemon.host;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.gatehouse.daemon.settings.LogSettings;
import io.gatehouse.daemon.settings.LogSettings.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sets up the log of the whole process from a configuration. */
public final class LogSetup {
  private static final int KEEP_ALL = 1_000;
  private static final List<String> TALKATIVE = List.of("org.eclipse.jetty", "org.flywaydb");

  private final LoggerContext context;
  private final LogSettings settings;
  private final String fileName;

  private LogSetup(LoggerContext context, LogSettings settings, String fileName) {
    this.context = context;
    this.settings = settings;
    this.fileName = fileName;
  }

  /**
   * Replaces whatever was set up before.
   *
   * @param fileName of the log file, where one is wanted
   * @return whether it could be; false where the log file cannot be written, and then everything
   *     goes to standard error
   */
  public static boolean apply(LogSettings settings, String fileName) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    return new LogSetup(context, settings, fileName).apply();
  }

  /** Logs to standard error, whatever was set up before. */
  public static void toStandardError(LogSettings.Level level) {
    apply(LogSettings.standardError(level), "unused.log");
  }

  /**
   * Has one logger say more than the rest of the process, or less, until the log is set up anew.
   *
   * @param level from which on it speaks; empty for that of the process
   */
  public static void setLevel(String logger, Optional<org.slf4j.event.Level> level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(logger).setLevel(level.map(Level::convertAnSLF4JLevel).orElse(null));
  }

  private boolean apply() {
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level(settings.level()));
    if (root.getLevel().isGreaterOrEqual(Level.INFO)) {
      // they tell each step of their own start
      TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
    boolean toFile = settings.output() == Output.FILE;
    Appender<ILoggingEvent> wanted = toFile ? file() : standardError();
    root.addAppender(wanted.isStarted() ? wanted : standardError());
    return wanted.isStarted();
  }

  private static Level level(LogSettings.Level level) {
    return switch (level) {
      case PANIC, FATAL, ERROR -> Level.ERROR;
      case WARNING, WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
      case TRACE -> Level.TRACE;
    };
  }

  private Appender<ILoggingEvent> standardError() {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(ConsoleTarget.SystemErr.getName());
    console.setEncoder(encoder(false));
    console.start();
    return console;
  }

  /** Not started where the file cannot be opened: root may write where the kernel lets nobody. */
  private Appender<ILoggingEvent> file() {
    Path path = settings.directory().resolve(fileName);
    PrivateLogFile file = new PrivateLogFile();
    file.setContext(context);
    file.setFile(path.toString());
    file.setEncoder(encoder(true));
    file.setRollingPolicy(rolling(file, path));
    file.setTriggeringPolicy(trigger());
    file.start();
    return file;
  }

  private KeptLogs rolling(PrivateLogFile file, Path path) {
    KeptLogs policy = new KeptLogs(path, Duration.ofDays(settings.maxAgeDays()));
    policy.setContext(context);
    policy.setParent(file);
    policy.setFileNamePattern(path + ".%i" + (settings.compress() ? ".gz" : ""));
    policy.setMinIndex(1);
    policy.setMaxIndex(settings.maxFiles() == 0 ? KEEP_ALL : settings.maxFiles());
    policy.start();
    return policy;
  }

  private SizeBasedTriggeringPolicy<ILoggingEvent> trigger() {
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(new FileSize(settings.maxSizeMegabytes() * FileSize.MB_COEFFICIENT));
    trigger.start();
    return trigger;
  }

  private LayoutWrappingEncoder<ILoggingEvent> encoder(boolean withTime) {
    LogLine layout = new LogLine(withTime);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
