package io.gatehouse.lapi.storage;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A write that somebody waits for. */
class WriteTask<T> {
  final CompletableFuture<T> done = new CompletableFuture<>();

  /** How many it changes, or so. */
  final int rows;

  private final Write<T> write;

  /** Of the last run; writer thread only. */
  private @Nullable T value;

  WriteTask(Write<T> write, int rows) {
    this.write = write;
    this.rows = rows;
  }

  void run(Transaction transaction) throws SQLException {
    value = write.run(transaction);
  }

  void complete() {
    done.complete(Objects.requireNonNull(value));
  }

  void fail(Throwable failure) {
    done.completeExceptionally(failure);
  }

  /** One that takes several transactions. */
  static final class InSteps<T> extends WriteTask<T> {
    final LongWrite<T> steps;

    InSteps(LongWrite<T> steps) {
      super(transaction -> steps.result(), Writer.MAX_ROWS);
      this.steps = steps;
    }
  }

  /** After which nothing is written any more. */
  static final class Stop extends WriteTask<Boolean> {
    Stop() {
      super(transaction -> true, 0);
    }
  }
}
