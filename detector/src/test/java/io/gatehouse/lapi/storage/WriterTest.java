package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alert.Alert;
import io.gatehouse.lapi.active.CommitListener;
import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.active.StoredDecision;
import io.gatehouse.testing.ManualTime;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriterTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WRITERS = 8;

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Commits as a listener heard of them. */
  private static final class Heard implements CommitListener {
    final List<Long> commits = new ArrayList<>();
    final List<Long> ids = new ArrayList<>();

    @Override
    public synchronized void committed(
        long commit, List<StoredDecision> added, List<Removal> removed) {
      commits.add(commit);
      added.forEach(decision -> ids.add(decision.id()));
    }

    synchronized List<Long> ids() {
      return List.copyOf(ids);
    }
  }

  private LapiDatabase database(CommitListener... listeners) throws StorageException {
    return LapiDatabase.open(directory.resolve("gatehouse.db"), time, listeners);
  }

  @Test
  void eight_writers_are_heard_in_one_order_and_before_they_go_on() throws Exception {
    Heard heard = new Heard();
    try (LapiDatabase database = database(heard)) {
      all(
          WRITERS,
          writer -> {
            for (int i = 0; i < 100; i++) {
              String address = "10." + writer + ".0." + i;
              var alert = SampleAlerts.banning(START, address, Duration.ofHours(1));
              long id = database.alerts().add("m" + writer, List.of(alert)).get(0);
              long decision = database.alerts().find(id).orElseThrow().decisions().get(0).id();
              assertThat(heard.ids()).contains(decision);
            }
            return true;
          });
      assertThat(heard.commits).isSorted().doesNotHaveDuplicates();
      assertThat(heard.commits.get(heard.commits.size() - 1)).isEqualTo(database.lastCommit());
      assertThat(heard.ids).isSorted().hasSize(WRITERS * 100);

      List<Long> loaded = new ArrayList<>();
      database.load((decision, added, removed) -> loaded.add(decision.id()));
      assertThat(loaded).isEqualTo(heard.ids);
    }
  }

  @Test
  void writes_that_wait_share_a_commit_and_a_bad_one_fails_alone() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Heard heard = new Heard();
    try (Writer writer = writer(heard)) {
      var first =
          threads.submit(
              () ->
                  writer.write(
                      1,
                      transaction -> {
                        started.countDown();
                        return await(goOn);
                      }));
      assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
      AtomicInteger runs = new AtomicInteger();
      var good = threads.submit(() -> writer.write(1, tx -> put(tx, "good", "1", runs)));
      var bad = threads.submit(() -> writer.write(1, WriterTest::violate));
      var bug = threads.submit(() -> writer.write(1, WriterTest::fail));
      writer.awaitWaiting(3);
      goOn.countDown();

      assertThat(first.get()).isTrue();
      assertThat(good.get()).isEqualTo(1);
      assertThat(runs).hasValue(1);
      assertThatThrownBy(bad::get).cause().isInstanceOf(StorageException.class);
      assertThatThrownBy(bug::get).cause().hasMessage("a bug");
      long rows = writer.write(1, tx -> tx.sql().number("SELECT count(*) FROM settings"));
      assertThat(rows).isEqualTo(1);
    }
  }

  private Writer writer(CommitListener listener) throws Exception {
    database().close();
    Path file = directory.resolve("gatehouse.db");
    Connections connections = new Connections(file, Duration.ZERO);
    return new Writer(
        new Sql(connections.plain()), new Failures(file), time, PATIENCE, List.of(listener));
  }

  private static int put(Transaction transaction, String name, String value, AtomicInteger runs)
      throws SQLException {
    runs.incrementAndGet();
    return transaction.sql().run("INSERT INTO settings VALUES (?, ?)", name, value);
  }

  private static int violate(Transaction transaction) throws SQLException {
    transaction.sql().run("INSERT INTO settings VALUES ('half', 'done')");
    return transaction.sql().run("INSERT INTO settings VALUES ('bad', NULL)");
  }

  private static int fail(Transaction transaction) throws SQLException {
    transaction.sql().run("INSERT INTO settings VALUES ('half', 'done')");
    throw new IllegalStateException("a bug");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void others_have_their_turn_while_a_large_import_is_written() throws Exception {
    Heard heard = new Heard();
    try (LapiDatabase database = database(heard)) {
      var alert = SampleAlerts.importing(START, 60_000, Duration.ofHours(1));
      Future<List<Long>> large = threads.submit(() -> database.alerts().add("big", List.of(alert)));
      int meanwhile = 0;
      while (!large.isDone()) {
        database.alerts().add("small", List.of(small(meanwhile++)));
      }
      assertThat(meanwhile).isGreaterThan(3);
      assertThat(large.get()).hasSize(1);
      assertThat(heard.commits).isSorted().doesNotHaveDuplicates();
      assertThat(heard.ids).doesNotHaveDuplicates().hasSize(60_000 + meanwhile);
      assertThat(database.alerts().find(large.get().get(0)).orElseThrow().decisions())
          .hasSize(60_000);

      List<Long> loaded = new ArrayList<>();
      database.load((decision, added, removed) -> loaded.add(decision.id()));
      assertThat(loaded).isEqualTo(heard.ids);
    }
  }

  private static Alert small(int number) {
    return SampleAlerts.banning(START, "10.0." + number / 256 + "." + number % 256, PATIENCE);
  }

  @Test
  void a_sweep_leaves_what_is_still_being_written() throws Exception {
    Heard heard = new Heard();
    try (LapiDatabase database = database(heard)) {
      var expired = SampleAlerts.importing(START.minusSeconds(60), 20_000, Duration.ofSeconds(1));
      Future<List<Long>> large =
          threads.submit(() -> database.alerts().add("big", List.of(expired)));
      int swept = 0;
      while (!large.isDone()) {
        swept += database.decisions().sweep();
      }
      swept += database.decisions().sweep();
      assertThat(large.get()).hasSize(1);
      assertThat(heard.ids).hasSize(20_000);
      assertThat(swept).isEqualTo(20_000);
    }
  }

  @Test
  void what_a_listener_cannot_take_stops_all_writing() throws Exception {
    LapiDatabase database =
        database(
            (commit, added, removed) -> {
              throw new IllegalStateException("a listener's bug");
            });
    assertThatThrownBy(() -> database.alerts().add("m", List.of(small(1))))
        .hasMessage("a listener's bug");
    assertThatThrownBy(() -> database.settings().put("a", "b"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("the writer has ended; restart");
    database.close();
  }

  @Test
  void after_the_end_there_is_a_clear_word() throws Exception {
    LapiDatabase database = database();
    database.close();
    database.close();
    assertThatThrownBy(() -> database.settings().put("a", "b")).hasMessageEndingWith(": closed");
    assertThatThrownBy(() -> database.settings().find("a")).hasMessageEndingWith(": closed");
  }

  private interface Work {
    boolean run(int writer) throws Exception;
  }

  private void all(int count, Work work) throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int writer = i;
      calls.add(() -> work.run(writer));
    }
    for (Future<Boolean> done : threads.invokeAll(calls)) {
      assertThat(done.get()).isTrue();
    }
  }
}
