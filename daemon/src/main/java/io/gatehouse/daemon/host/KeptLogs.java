package io.gatehouse.daemon.host;

import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Keeps as many rotated files as upstream would, and none beyond its age. */
final class KeptLogs extends FixedWindowRollingPolicy {
  private final Path log;
  private final Duration maxAge;

  /**
   * @param maxAge of a rotated file; zero keeps them all
   */
  KeptLogs(Path log, Duration maxAge) {
    this.log = log;
    this.maxAge = maxAge;
  }

  /** Logback keeps at most 20 unless told. */
  @Override
  protected int getMaxWindowSize() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void rollover() {
    super.rollover();
    if (!maxAge.isZero()) {
      removeOlderThan(Instant.now().minus(maxAge));
    }
  }

  private void removeOlderThan(Instant limit) {
    try (Stream<Path> files = Files.list(log.toAbsolutePath().getParent())) {
      files.filter(file -> isRotated(file) && isOlder(file, limit)).forEach(KeptLogs::delete);
    } catch (IOException | UncheckedIOException e) {
      addWarn("old log files could not be removed", e);
    }
  }

  private boolean isRotated(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(log.getFileName() + ".");
  }

  private static boolean isOlder(Path file, Instant limit) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
