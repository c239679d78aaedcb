package io.gatehouse.store;

import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
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
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_BATCHES);
  private final Thread thread = new Thread(this::run, "intake");
  private RowBatch batch = new RowBatch();
  private volatile @Nullable RuntimeException failure;

  /** Feeds this sink, from a thread of its own that runs until {@link #close}. */
  public ReadAheadSink(DecisionSink sink) {
    this.sink = sink;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void begin(Pull pull) {
    failure = null;
    work.add(() -> sink.begin(pull));
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
    Outcome outcome = onThread(this::commitSink);
    rethrow();
    return outcome;
  }

  @Override
  public void abort() {
    batch = new RowBatch();
    Outcome unused =
        onThread(
            () -> {
              sink.abort();
              return Outcome.ACCEPTED;
            });
  }

  /** Does it after all that was handed over before, and waits for it. */
  private Outcome onThread(Supplier<Outcome> step) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    work.add(
        () -> {
          try {
            outcome.complete(step.get());
          } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome.join();
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
    work.add(
        () -> {
          guarded(() -> full.into(sink));
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
      }
    }
  }

  private void rethrow() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  private void run() {
    try {
      while (true) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread once it has done what was handed over; rows that come later are lost. */
  @Override
  public void close() {
    work.add(thread::interrupt);
  }
}
