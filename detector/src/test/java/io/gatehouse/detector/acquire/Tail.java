package io.gatehouse.detector.acquire;

import io.gatehouse.detector.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sources that run, and the test that takes their lines. */
final class Tail implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(15);

  private final DataSources sources;

  private Tail(DataSources sources) {
    this.sources = sources;
  }

  static Tail of(Acquisition acquisition, AcquireSettings settings) {
    return new Tail(DataSources.start(List.of(acquisition), settings));
  }

  static Tail of(String yaml, AcquireSettings settings) throws Exception {
    return new Tail(DataSources.start(Acquisitions.ofText("acquis.yaml", yaml), settings));
  }

  /** Follows a glob, remembered in a directory. */
  static Tail following(Path glob, Path dataDir) throws Exception {
    return of(
        "filenames: ['" + glob + "']\nlabels: {type: t}\n",
        AcquireSettings.forReplay().rememberedIn(dataDir));
  }

  DataSources sources() {
    return sources;
  }

  /** Everything that is there, acknowledged. */
  List<String> lines() throws InterruptedException {
    return events().stream().map(event -> event.line().raw()).toList();
  }

  /** The same, as events. */
  List<Event> events() throws InterruptedException {
    List<Event> events = new ArrayList<>();
    long end = System.nanoTime() + LONG.toNanos();
    do {
      Optional<LineBatch> batch = sources.poll(SHORT);
      batch.ifPresent(
          taken -> {
            events.addAll(taken.events());
            taken.receipt().give();
          });
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the sources do not come to rest");
      }
    } while (!sources.awaitQuiet(SHORT.multipliedBy(2)));
    Optional<LineBatch> late = sources.poll(Duration.ZERO);
    late.ifPresent(taken -> events.addAll(taken.events()));
    return events;
  }

  @Override
  public void close() {
    sources.close();
  }
}
