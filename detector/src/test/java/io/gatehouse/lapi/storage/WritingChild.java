package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A process that writes until it is killed, and prints what was acknowledged: {@code alert ID} and
 * {@code ended DECISION}. An alert's {@code events_count} says how many decisions it must have.
 */
final class WritingChild {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONG = Duration.ofDays(365 * 100);

  private WritingChild() {}

  public static void main(String[] args) throws Exception {
    Random random = new Random(Long.parseLong(args[1]));
    try (LapiDatabase database = LapiDatabase.open(Path.of(args[0]), InstantSource.system())) {
      System.out.println("open");
      while (!System.out.checkError()) {
        for (long id : database.alerts().add("child", alerts(random))) {
          System.out.println("alert " + id);
        }
        long decision = 1L + random.nextInt(500);
        if (database.decisions().end(List.of(decision), InstantSource.system().instant()) == 1) {
          System.out.println("ended " + decision);
        }
      }
    }
  }

  private static List<Alert> alerts(Random random) {
    List<Alert> alerts = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      alerts.add(alert(random.nextInt(6) == 0 ? 3_000 + random.nextInt(9_000) : random.nextInt(4)));
    }
    return alerts;
  }

  private static Alert alert(int decisions) {
    Alert sample =
        SampleAlerts.of(
            AT,
            AlertSource.of("", ""),
            IntStream.range(0, decisions)
                .mapToObj(i -> SampleAlerts.ban(SampleAlerts.address(i), LONG))
                .toList());
    return new Alert(
        0,
        null,
        null,
        null,
        sample.scenario(),
        "",
        "",
        "",
        decisions,
        AT,
        AT,
        0,
        "0s",
        false,
        false,
        "",
        sample.source(),
        sample.events(),
        sample.meta(),
        sample.decisions());
  }
}
