package io.gatehouse.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class or package logs while this is open: from TRACE up, unless it is said otherwise. */
public final class LogLines implements AutoCloseable {
  private final Logger logger;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  private LogLines(String name, Level level) {
    logger = (Logger) LoggerFactory.getLogger(name);
    logger.setLevel(level);
    appender.start();
    logger.addAppender(appender);
  }

  /** Of a logger and all below it: a class or package name. */
  public static LogLines of(String name) {
    return new LogLines(name, Level.TRACE);
  }

  /** The same in a program that speaks from that level on; a logger below may have its own. */
  public static LogLines of(String name, org.slf4j.event.Level level) {
    return new LogLines(name, Level.convertAnSLF4JLevel(level));
  }

  /** Levels in the order they came. */
  public List<String> levels() {
    return events.stream().map(event -> event.getLevel().toString()).toList();
  }

  /** Messages, with stack traces where there are any. */
  public List<String> texts() {
    return events.stream()
        .map(
            event ->
                event.getThrowableProxy() == null
                    ? event.getFormattedMessage()
                    : event.getFormattedMessage()
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()))
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }
}
