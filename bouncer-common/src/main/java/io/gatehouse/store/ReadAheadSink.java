package io.gatehouse.store;

import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever reads a pull run ahead of the sink that takes it in: rows are handed over in batches
 * to a thread that feeds the sink, so that two processors share the work of a large pull. The sink
 * sees the same calls in the same order, all of them on that thread.
 *
 * <p>What the sink throws is thrown again at the next call, {@link #commit} at the latest; the sink
 * then hears nothing more of that pull but its {@link #abort}.
 */
public final class ReadAheadSink implements DecisionSink, AutoCloseable {
  /** How far ahead: enough to even out, and little against the pull itself. */
  private static final int MOST_BATCHES = 16;

  private final DecisionSink sink;
  private final Semaphore room = new Semaphore(MOST_BATCHES);
  private final ExecutorService intake =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "intake");
            thread.setDaemon(true);
            return thread;
          });
  private RowBatch batch = new RowBatch();
  private volatile @Nullable RuntimeException failure;

  /** Feeds this sink, from a thread of its own that runs until {@link #close}. */
  public ReadAheadSink(DecisionSink sink) {
    this.sink = sink;
  }

  @Override
  public void begin(Pull pull) {
    failure = null;
    intake.execute(() -> guarded(() -> sink.begin(pull)));
  }

  @Override
  public void added(DecisionRow row) {
    batch.add(row, RowBatch.Change.ADDED);
    turnIfFull();
  }

  @Override
  public void deleted(DecisionRow row) {
    batch.add(row, RowBatch.Change.DELETED);
    turnIfFull();
  }

  @Override
  public Outcome commit() {
    turn();
    rethrow();
    Outcome outcome = CompletableFuture.supplyAsync(this::commitSink, intake).join();
    rethrow();
    return outcome;
  }

  /** After {@link #close} there is nothing left to abort. */
  @Override
  public void abort() {
    batch = new RowBatch();
    if (!intake.isShutdown()) {
      CompletableFuture.runAsync(sink::abort, intake).join();
    }
  }

  private Outcome commitSink() {
    Outcome[] outcome = {Outcome.ACCEPTED};
    guarded(() -> outcome[0] = sink.commit());
    return outcome[0];
  }

  private void turnIfFull() {
    if (batch.isFull()) {
      turn();
      rethrow();
    }
  }

  private void turn() {
    RowBatch full = batch;
    batch = new RowBatch();
    room.acquireUninterruptibly();
    intake.execute(
        () -> {
          guarded(() -> sink.all(full));
          room.release();
        });
  }

  /** After a failure the rest of the pull is dropped. */
  private void guarded(Runnable step) {
    if (failure == null) {
      try {
        step.run();
      } catch (RuntimeException e) {
        failure = e;
      } catch (Error e) {
        failure = new IllegalStateException("an error in the program", e);
      }
    }
  }

  private void rethrow() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  /**
   * Ends the thread once it has done what was handed over; a row or commit that comes later is
   * refused with an {@link java.util.concurrent.RejectedExecutionException}.
   */
  @Override
  public void close() {
    intake.shutdown();
  }
}
