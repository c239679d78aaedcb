package io.gatehouse.daemon;

import io.gatehouse.decision.DecisionSink;
import io.gatehouse.lapi.AnswerLimits;
import io.gatehouse.lapi.DecisionFile;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.PullSummary;
import io.gatehouse.lapi.StreamStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decisions read from a file, once. */
final class FileSource implements DecisionSource {
  private static final Logger log = LoggerFactory.getLogger(FileSource.class);

  /** Upstream's own default for a decision that names no duration. */
  private static final Duration DEFAULT_DURATION = Duration.ofHours(4);

  private final Path path;
  private final DecisionSink sink;

  FileSource(Path path, DecisionSink sink) {
    this.path = path;
    this.sink = sink;
  }

  @Override
  public CompletableFuture<?> start() {
    try {
      log.info("{} decisions from {}", read().added(), path);
      return CompletableFuture.allOf();
    } catch (LapiException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private PullSummary read() throws LapiException {
    return new DecisionFile(path, DEFAULT_DURATION, InstantSource.system(), AnswerLimits.DEFAULT)
        .readInto(sink);
  }

  @Override
  public Optional<StreamStatus> status() {
    return Optional.empty();
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public void refresh() {}

  @Override
  public void close() {}
}
