package io.gatehouse.lapi.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A process that fills the small disk that its database lies on, and prints what it is told. */
final class FullDiskChild {
  static final int NO_MOUNT = 77;

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private FullDiskChild() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    Path ballast = file.resolveSibling("ballast");
    try (LapiDatabase database = LapiDatabase.open(file, InstantSource.system())) {
      Files.write(ballast, new byte[2 << 20]);
      int kept = fill(database);
      System.out.println(
          database.alerts().find(AlertFilter.ALL).size() == kept ? "kept all" : "lost");
      importTooMuch(database);
      Files.delete(ballast);
      database.alerts().add("m", List.of(SampleAlerts.banning(AT, "192.0.2.1", Duration.ZERO)));
      database.flush(FlushRules.DEFAULT);
      boolean exact = database.alerts().find(AlertFilter.ALL).size() == kept + 1;
      System.out.println(exact ? "works again" : "does not work again");
    }
  }

  /** How many alerts were acknowledged until the disk was full. */
  private static int fill(LapiDatabase database) {
    int kept = 0;
    while (true) {
      try {
        database
            .alerts()
            .add("m", List.of(SampleAlerts.importing(AT, 100, Duration.ofDays(36_500))));
        kept++;
      } catch (StorageException failure) {
        System.out.println(failure.kind() + " " + failure.getMessage());
        return kept;
      }
    }
  }

  private static void importTooMuch(LapiDatabase database) {
    try {
      database
          .alerts()
          .add("m", List.of(SampleAlerts.importing(AT, 50_000, Duration.ofDays(36_500))));
    } catch (StorageException failure) {
      System.out.println("import " + failure.kind());
    }
  }
}
