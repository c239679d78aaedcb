package io.gatehouse.detector.pipeline;

import io.gatehouse.alert.Alert;
import io.gatehouse.detector.event.Event;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in, alerts out, in the order of the lines, on one thread. Whoever brings lines waits while
 * the pipeline is behind; nothing is thrown away. Every few seconds there is a checkpoint: the
 * outlet keeps what nobody has acknowledged, buckets are saved, and only then are lines
 * acknowledged to where they came from. After a crash the lines since then are read again into the
 * buckets of then: an alert may go out twice, none is lost.
 */
public final class Pipeline implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

  /** Batches, of up to some thousand lines each: enough that the thread never waits for a file. */
  private static final int QUEUE = 2;

  private static final Duration TURN = Duration.ofSeconds(1);

  /** Turns between two checkpoints, unless so many batches wait for one already. */
  private static final int CHECKPOINT_TURNS = 5;

  private static final int CHECKPOINT_BATCHES = 256;

  private final Detection detection;
  private final AlertOutlet outlet;
  private final Optional<BucketFile> bucketFile;
  private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<Runnable> unacknowledged = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "pipeline");
  private volatile boolean ended;

  /** What is in the queue. */
  private sealed interface Step {
    /** Lines of one source, and how to say that they were worked on. */
    record Take(List<Event> events, Runnable done) implements Step {}

    /** Everything before was worked on. */
    record End() implements Step {}
  }

  /**
   * A pipeline that is not yet started.
   *
   * @param outlet stays the caller's to close
   * @param bucketFile where live buckets are kept over a restart; empty for a replay
   * @param allowed which alerts are about somebody whom nothing is ever decided about
   * @param registry for the metrics
   */
  public Pipeline(
      Rules rules,
      AlertOutlet outlet,
      Optional<Path> bucketFile,
      Predicate<Alert> allowed,
      MeterRegistry registry) {
    PipelineMetrics metrics = new PipelineMetrics(registry);
    metrics.gauges(outlet);
    this.outlet = outlet;
    this.bucketFile = bucketFile.map(BucketFile::new);
    this.detection = new Detection(rules, outlet, allowed, metrics);
  }

  /** Begins to work; to be called once. */
  public void start() {
    thread.start();
  }

  /**
   * Takes lines of one source; waits while too many are waiting already.
   *
   * @param done is called once they need never be read again
   * @throws InterruptedException if interrupted; the lines are not taken
   */
  public void take(List<Event> lines, Runnable done) throws InterruptedException {
    queue.put(new Step.Take(lines, done));
  }

  /** What came of the lines so far, as of about a second ago. Any thread. */
  public Counts counts() {
    return detection.counts();
  }

  /** Lines that no parser knew. Any thread. */
  public UnparsedSamples unparsed() {
    return detection.unparsed();
  }

  /** Whether it works: false once its thread has ended. Any thread. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** How many batches wait. Any thread. */
  public int waiting() {
    return queue.size();
  }

  private void run() {
    long next = System.nanoTime() + TURN.toNanos();
    int turns = 0;
    try {
      bucketFile.ifPresent(detection::restore);
      while (!ended) {
        Step step = queue.poll(Math.max(1, next - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (step != null) {
          work(step);
          detection.publish();
        }
        if (System.nanoTime() - next >= 0) {
          next = System.nanoTime() + TURN.toNanos();
          detection.tick();
          turns++;
        }
        if (turns >= CHECKPOINT_TURNS || unacknowledged.size() >= CHECKPOINT_BATCHES) {
          turns = 0;
          settle();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      settle();
      detection.publish();
    }
  }

  private void work(Step step) {
    if (step instanceof Step.Take take) {
      take.events().forEach(detection::take);
      unacknowledged.add(take.done());
    } else {
      detection.endReplay();
      ended = true;
    }
  }

  /** Alerts first, then the buckets, then the lines that both come from. */
  private void settle() {
    try {
      outlet.save();
      if (bucketFile.isPresent()) {
        detection.save(bucketFile.get());
      }
      unacknowledged.forEach(Runnable::run);
      unacknowledged.clear();
    } catch (RuntimeException | IOException e) {
      log.error("lines could not be acknowledged; they are read again after a restart", e);
    }
  }

  /** Works on everything that was taken, then ends. Nobody may bring lines any more. */
  @Override
  public void close() {
    try {
      if (thread.isAlive()) {
        queue.put(new Step.End());
        thread.join();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
