package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.CommitListener;
import io.gatehouse.lapi.storage.StorageException.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all writes that wait, runs them in one transaction and
 * commits once for all of them (group commit), tells the listeners, and only then lets the callers
 * go on. A write that would keep others waiting is made of steps, each a transaction of its own,
 * between which the others have their turn.
 */
final class Writer implements AutoCloseable {
  /** Rows of one transaction, so that nobody waits for longer than about half a second. */
  static final int MAX_ROWS = 5_000;

  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int MAX_WAITING = 1_024;

  private final BlockingQueue<Task<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

  /** Writer thread only. */
  private final ArrayDeque<LongTask<?>> longTasks = new ArrayDeque<>();

  private final Sql sql;
  private final Transaction transaction;
  private final Failures failures;
  private final InstantSource time;
  private final Duration patience;
  private final List<CommitListener> listeners;
  private final Thread thread;

  /** Written by the writer thread. */
  private volatile long lastCommit;

  /** Written by the writer thread: whether a long write has begun and not ended. */
  private volatile boolean busyForLong;

  /** Set once, by the writer thread or by {@link #close}: why nothing can be written any more. */
  private volatile @Nullable StorageException end;

  Writer(
      Sql sql,
      Failures failures,
      InstantSource time,
      Duration patience,
      List<CommitListener> listeners)
      throws SQLException {
    this.sql = sql;
    this.failures = failures;
    this.time = time;
    this.patience = patience;
    this.listeners = List.copyOf(listeners);
    transaction = new Transaction(sql);
    lastCommit = transaction.lastCommit();
    thread = new Thread(this::loop, "lapi-storage-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** A write. May be run again after its transaction was undone: must not keep anything. */
  @FunctionalInterface
  interface Write<T> {
    T run(Transaction transaction) throws SQLException;
  }

  /** A write in several transactions. Each step is run once. */
  interface LongWrite<T> {
    /** Writes at most {@link #MAX_ROWS} rows or so; whether there is more to do. */
    boolean step(Transaction transaction) throws SQLException;

    /** After the last step. */
    T result();

    /** After a failure: removes what steps have left, in a transaction of its own. */
    void abandon(Transaction transaction) throws SQLException;
  }

  private static class Task<T> {
    final CompletableFuture<T> done = new CompletableFuture<>();
    final Write<T> write;
    final int rows;
    private @Nullable T value;

    Task(Write<T> write, int rows) {
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
  }

  private static final class LongTask<T> extends Task<T> {
    final LongWrite<T> steps;

    LongTask(LongWrite<T> steps) {
      super(transaction -> steps.result(), MAX_ROWS);
      this.steps = steps;
    }
  }

  private static final class Stop extends Task<Boolean> {
    Stop() {
      super(transaction -> true, 0);
    }
  }

  /** Runs a write and waits until it is durable and told. */
  <T> T write(int rows, Write<T> write) throws StorageException {
    return finish(new Task<>(write, rows));
  }

  /** Like {@link #write}, in steps. */
  <T> T write(LongWrite<T> write) throws StorageException {
    return finish(new LongTask<>(write));
  }

  long lastCommit() {
    return lastCommit;
  }

  boolean busyForLong() {
    return busyForLong;
  }

  private <T> T finish(Task<T> task) throws StorageException {
    try {
      submit(task);
      return task.done.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failures.failed(
          Kind.OTHER, "interrupted while waiting; the write may still happen", interrupted);
    } catch (ExecutionException failed) {
      throw unwrapped(failed.getCause());
    }
  }

  private void submit(Task<?> task) throws StorageException, InterruptedException {
    refuseAfterEnd();
    if (!waiting.offer(task, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failures.refused(
          Kind.BUSY, MAX_WAITING + " writes are waiting already; is the disk slow?");
    }
    if (end != null) {
      failWaiting();
    }
  }

  private void refuseAfterEnd() throws StorageException {
    StorageException ended = end;
    if (ended != null) {
      throw failures.failed(ended.kind(), "closed", ended);
    }
  }

  private StorageException unwrapped(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    if (failure instanceof SQLException ofSqlite) {
      return failures.of(ofSqlite);
    }
    return failures.failed(Kind.OTHER, "the writer has ended", new IllegalStateException(failure));
  }

  private void loop() {
    try {
      while (round()) {
        // until stopped
      }
      end = failures.refused(Kind.OTHER, "closed");
    } catch (InterruptedException | RuntimeException | Error broken) {
      log.error("the writer of the database ended, nothing can be stored; restart", broken);
      end = failures.failed(Kind.OTHER, "the writer has ended; restart", broken);
    }
    failWaiting();
  }

  private boolean round() throws InterruptedException {
    List<Task<?>> group = new ArrayList<>();
    boolean goOn = collect(group);
    if (!group.isEmpty()) {
      commitGroup(group);
    }
    while (!goOn && !longTasks.isEmpty()) {
      stepLong(longTasks.element());
    }
    if (!longTasks.isEmpty()) {
      stepLong(longTasks.element());
    }
    return goOn;
  }

  /** Takes what waits; false if it is the stop. */
  private boolean collect(List<Task<?>> group) throws InterruptedException {
    int rows = 0;
    Task<?> task = longTasks.isEmpty() ? waiting.take() : waiting.poll();
    while (task != null) {
      if (task instanceof Stop) {
        return false;
      }
      if (task instanceof LongTask<?> longTask) {
        longTasks.add(longTask);
      } else {
        group.add(task);
        rows += task.rows;
      }
      task = rows < MAX_ROWS ? waiting.poll() : null;
    }
    return true;
  }

  private void commitGroup(List<Task<?>> group) {
    try {
      begin();
    } catch (SQLException failure) {
      group.forEach(task -> task.fail(failure));
      return;
    }
    List<Task<?>> good = new ArrayList<>();
    try {
      for (Task<?> task : group) {
        if (group.size() == 1 || runGuarded(task)) {
          good.add(task);
        }
      }
      if (group.size() == 1) {
        group.get(0).run(transaction);
      }
      commit();
    } catch (SQLException | RuntimeException failure) {
      rollback();
      retryAlone(group, failure);
      return;
    }
    good.forEach(Task::complete);
  }

  /** A failure that undid everybody's transaction is only one's own: the others go alone. */
  private void retryAlone(List<Task<?>> group, Exception failure) {
    if (group.size() == 1) {
      group.get(0).fail(failure);
    } else {
      group.stream().filter(task -> !task.done.isDone()).forEach(t -> commitGroup(List.of(t)));
    }
  }

  /** Runs one of several writes in a savepoint, so that its failure is its own. */
  private boolean runGuarded(Task<?> task) throws SQLException {
    Transaction.Mark mark = transaction.mark();
    sql.run("SAVEPOINT one");
    try {
      task.run(transaction);
      sql.run("RELEASE one");
      return true;
    } catch (SQLException failure) {
      if (!Failures.isOfStatement(failure)) {
        throw failure;
      }
      takeBack(mark, task, failure);
    } catch (RuntimeException bug) {
      takeBack(mark, task, bug);
    }
    return false;
  }

  private void takeBack(Transaction.Mark mark, Task<?> task, Exception failure)
      throws SQLException {
    sql.run("ROLLBACK TO one");
    sql.run("RELEASE one");
    transaction.backTo(mark);
    task.fail(failure);
  }

  private <T> void stepLong(LongTask<T> task) {
    busyForLong = true;
    try {
      begin();
      boolean more = task.steps.step(transaction);
      if (!more) {
        task.run(transaction);
      }
      commit();
      if (!more) {
        endLong();
        task.complete();
      }
    } catch (SQLException | RuntimeException failure) {
      rollback();
      abandon(task);
      endLong();
      task.fail(failure);
    }
  }

  private void endLong() {
    longTasks.remove();
    busyForLong = false;
  }

  private void abandon(LongTask<?> task) {
    try {
      begin();
      task.steps.abandon(transaction);
      commit();
    } catch (SQLException failure) {
      rollback();
      log.warn("what a failed import left is removed later: {}", failure.getMessage());
    }
  }

  private void begin() throws SQLException {
    sql.run("BEGIN IMMEDIATE");
    transaction.begin(time.instant());
  }

  private void commit() throws SQLException {
    transaction.seal();
    sql.run("COMMIT");
    if (transaction.hasNews()) {
      tell();
    }
  }

  private void tell() {
    long number = transaction.commit();
    transaction.committed();
    var added = transaction.added();
    var removed = transaction.removed();
    for (CommitListener listener : listeners) {
      listener.committed(number, added, removed);
    }
    lastCommit = number;
  }

  private void rollback() {
    transaction.undone();
    try {
      sql.run("ROLLBACK");
    } catch (SQLException undoneAlready) {
      log.debug("nothing to roll back: {}", undoneAlready.getMessage());
    }
  }

  private void failWaiting() {
    StorageException ended = end;
    List<Task<?>> left = new ArrayList<>(longTasks);
    waiting.drainTo(left);
    left.forEach(task -> task.fail(ended == null ? new IllegalStateException() : ended));
  }

  /** Lets waiting writes finish. */
  @Override
  public void close() throws SQLException {
    try {
      waiting.put(new Stop());
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    sql.close();
  }
}
