package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.CommitListener;
import io.gatehouse.lapi.storage.StorageException.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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

  private final BlockingQueue<WriteTask<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

  /** Writer thread only. */
  private final ArrayDeque<WriteTask.InSteps<?>> longTasks = new ArrayDeque<>();

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

  /** Runs a write and waits until it is durable and told. */
  <T> T write(int rows, Write<T> write) throws StorageException {
    return finish(new WriteTask<>(write, rows));
  }

  /** Like {@link #write}, in steps. */
  <T> T write(LongWrite<T> write) throws StorageException {
    return finish(new WriteTask.InSteps<>(write));
  }

  long lastCommit() {
    return lastCommit;
  }

  boolean busyForLong() {
    return busyForLong;
  }

  /** For tests: until this many writes wait for the one that is running. */
  void awaitWaiting(int count) {
    while (waiting.size() < count) {
      Thread.onSpinWait();
    }
  }

  private <T> T finish(WriteTask<T> task) throws StorageException {
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

  private void submit(WriteTask<?> task) throws StorageException, InterruptedException {
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
      throw ended;
    }
  }

  private StorageException unwrapped(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    if (failure instanceof SQLException ofSqlite) {
      return failures.of(ofSqlite);
    }
    return failure instanceof StorageException ended
        ? ended
        : failures.failed(Kind.OTHER, "the writer failed", new IllegalStateException(failure));
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
    List<WriteTask<?>> group = new ArrayList<>();
    boolean goOn = collect(group);
    if (!group.isEmpty()) {
      commitGroup(group);
    }
    do {
      if (!longTasks.isEmpty()) {
        stepLong(longTasks.element());
      }
    } while (!goOn && !longTasks.isEmpty());
    return goOn;
  }

  /** Takes what waits; false if it is the stop. */
  private boolean collect(List<WriteTask<?>> group) throws InterruptedException {
    int rows = 0;
    WriteTask<?> task = longTasks.isEmpty() ? waiting.take() : waiting.poll();
    while (task != null) {
      if (task instanceof WriteTask.Stop) {
        return false;
      }
      if (task instanceof WriteTask.InSteps<?> longTask) {
        longTasks.add(longTask);
      } else {
        group.add(task);
        rows += task.rows;
      }
      task = rows < MAX_ROWS ? waiting.poll() : null;
    }
    return true;
  }

  private void commitGroup(List<WriteTask<?>> group) {
    try {
      begin();
    } catch (SQLException failure) {
      sql.forgetStatements();
      group.forEach(task -> task.fail(failure));
      return;
    }
    List<WriteTask<?>> good;
    try {
      good = run(group);
      commit();
    } catch (SQLException | RuntimeException failure) {
      rollback();
      retryAlone(group, failure);
      return;
    }
    finish(good);
  }

  /** Runs writes in the open transaction; those that can be committed. */
  private List<WriteTask<?>> run(List<WriteTask<?>> group) throws SQLException {
    if (group.size() == 1) {
      group.get(0).run(transaction);
      return group;
    }
    List<WriteTask<?>> good = new ArrayList<>();
    for (WriteTask<?> task : group) {
      if (runGuarded(task)) {
        good.add(task);
      }
    }
    return good;
  }

  /** The transaction is durable: tells the listeners, then lets the callers go on. */
  private void finish(List<WriteTask<?>> good) {
    try {
      tell();
    } catch (RuntimeException bug) {
      // What readers see may now differ from what is stored: nothing more is to be built on it.
      good.forEach(task -> task.fail(bug));
      throw bug;
    }
    good.forEach(WriteTask::complete);
  }

  /** A failure that undid everybody's transaction is only one's own: the others go alone. */
  private void retryAlone(List<WriteTask<?>> group, Exception failure) {
    if (group.size() == 1) {
      group.get(0).fail(failure);
    } else {
      group.stream().filter(task -> !task.done.isDone()).forEach(t -> commitGroup(List.of(t)));
    }
  }

  /** Runs one of several writes in a savepoint, so that its failure is its own. */
  private boolean runGuarded(WriteTask<?> task) throws SQLException {
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

  private void takeBack(Transaction.Mark mark, WriteTask<?> task, Exception failure)
      throws SQLException {
    sql.forgetStatements();
    sql.run("ROLLBACK TO one");
    sql.run("RELEASE one");
    transaction.backTo(mark);
    task.fail(failure);
  }

  private <T> void stepLong(WriteTask.InSteps<T> task) {
    busyForLong = true;
    boolean more;
    try {
      begin();
      more = task.steps.step(transaction);
      if (!more) {
        task.run(transaction);
      }
      commit();
    } catch (SQLException | RuntimeException failure) {
      rollback();
      abandon(task);
      endLong();
      task.fail(failure);
      return;
    }
    if (!more) {
      endLong();
      finish(List.of(task));
    }
  }

  private void endLong() {
    longTasks.remove();
    busyForLong = false;
  }

  private void abandon(WriteTask.InSteps<?> task) {
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
  }

  private void tell() {
    if (!transaction.hasNews()) {
      return;
    }
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
    sql.forgetStatements();
    try {
      sql.run("ROLLBACK");
    } catch (SQLException undoneAlready) {
      sql.forgetStatements();
      log.debug("nothing to roll back: {}", undoneAlready.getMessage());
    }
  }

  private void failWaiting() {
    StorageException ended = end;
    List<WriteTask<?>> left = new ArrayList<>(longTasks);
    waiting.drainTo(left);
    left.forEach(task -> task.fail(ended == null ? new IllegalStateException() : ended));
  }

  /** Lets waiting writes finish. */
  @Override
  public void close() throws SQLException {
    try {
      waiting.put(new WriteTask.Stop());
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    sql.close();
  }
}
