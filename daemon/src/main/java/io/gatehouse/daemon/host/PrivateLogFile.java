package io.gatehouse.daemon.host;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A rotated log file that only its owner may read, as upstream's: mode 0600 from its first byte.
 */
final class PrivateLogFile extends RollingFileAppender<ILoggingEvent> {

  @Override
  public void openFile(String name) throws IOException {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    super.openFile(name);
  }
}
