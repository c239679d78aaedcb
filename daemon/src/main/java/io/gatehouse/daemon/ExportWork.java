package io.gatehouse.daemon;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.export.Exporter;
import io.gatehouse.daemon.export.Exporter.Result;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.settings.ExportConfig;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.lapi.StreamStatus;
import io.gatehouse.store.DecisionStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a file as LAPI says. A doubted list is believed once a later pull agrees. */
final class ExportWork implements DaemonLoop.Work {
  private static final Logger log = LoggerFactory.getLogger(ExportWork.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ExportConfig config;
  private final DecisionStore store;
  private final Exporter exporter;
  private final DecisionSource source;
  private final DaemonLoop.Voice voice;
  private final Upkeep upkeep = new Upkeep();

  /** The rest is the upkeep's thread's. */
  private boolean ready;

  private boolean failing;
  private @Nullable Instant doubtedAt;

  private ExportWork(
      ExportConfig config,
      DecisionStore store,
      Exporter exporter,
      DecisionSource source,
      DaemonLoop.Voice voice) {
    this.config = config;
    this.store = store;
    this.exporter = exporter;
    this.source = source;
    this.voice = voice;
  }

  static ExportWork begin(
      ExportConfig config, DecisionStore store, Exporter exporter, DaemonLoop.Voice voice)
      throws ProgramException {
    LapiSource source =
        LapiSource.open(
            config.lapi(), config.resyncInterval(), "export", store, FirstFailure.RETRY);
    ExportWork work = new ExportWork(config, store, exporter, source, voice);
    var unused = source.start();
    work.upkeep.every(PERIOD, work::tick);
    return work;
  }

  private void tick() {
    try {
      Result result = exporter.tick();
      failing = false;
      if (result == Result.DOUBTED) {
        doubt();
      } else if (result != Result.WAITING && !ready) {
        ready = true;
        voice.ready();
      }
    } catch (IOException e) {
      if (!failing) {
        log.error("the file can't be replaced: {}; tried again each second", e.toString());
      }
      failing = true;
    }
  }

  private void doubt() {
    Instant last = source.status().flatMap(StreamStatus::lastSuccess).orElse(Instant.EPOCH);
    Instant first = doubtedAt;
    if (first == null) {
      doubtedAt = last;
      log.warn(
          "the list is empty, or would lose more than half of the file, which stays until a later"
              + " pull agrees");
      source.refresh();
    } else if (!last.isBefore(first.plus(config.lapi().updateFrequency()))) {
      log.warn("a later pull agrees: the file is replaced");
      exporter.believe();
    }
  }

  @Override
  public String summary() {
    Optional<StreamStatus> status = source.status();
    return "%,d decisions, LAPI %s"
        .formatted(store.size(), status.map(lapi -> lapi.state().toString()).orElse("absent"));
  }

  @Override
  public String farewell() {
    return "the file stays as it is, and what is in it does not end by itself";
  }

  @Override
  public void close() {
    upkeep.close();
    source.close();
  }
}
