package io.gatehouse.daemon.host;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One line an event: {@code LEVEL area message}. The area is the package that speaks. What comes
 * from outside can end no line and paint no terminal: control characters are written as escapes.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private final boolean withTime;

  /**
   * @param withTime whether a line begins with its time; the journal has its own
   */
  LogLine(boolean withTime) {
    this.withTime = withTime;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    if (withTime) {
      line.append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS))
          .append(' ');
    }
    pad(line, event.getLevel().toString(), 6);
    pad(line, area(event.getLoggerName()), 11);
    escape(line, event.getFormattedMessage());
    line.append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null ? line.toString() : line + ThrowableProxyUtil.asString(thrown);
  }

  private static void pad(StringBuilder line, String word, int width) {
    line.append(word).append(" ".repeat(Math.max(1, width - word.length())));
  }

  /** The last package of a logger that is named after a class. */
  static String area(String logger) {
    int end = logger.lastIndexOf('.');
    return end < 0 ? logger : logger.substring(logger.lastIndexOf('.', end - 1) + 1, end);
  }

  private static void escape(StringBuilder line, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c == '\n') {
        line.append("\\n");
      } else if (Character.isISOControl(c)) {
        line.append("\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
  }
}
