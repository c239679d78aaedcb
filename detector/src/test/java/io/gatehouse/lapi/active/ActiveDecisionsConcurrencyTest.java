package io.gatehouse.lapi.active;

import static io.gatehouse.lapi.active.Given.NOON;
import static io.gatehouse.lapi.active.Given.ban;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One writer, several readers. Commit k adds the decisions 2k-1, which is always about the same
 * address, and 2k, and removes those of commit k-{@value #ALIVE}; so what is live at a commit is
 * known from its number.
 */
class ActiveDecisionsConcurrencyTest {
  private static final int COMMITS = 20_000;
  private static final int ALIVE = 7;

  private final ActiveDecisions active =
      new ActiveDecisions(new Retention(Duration.ofDays(1), 3000, 1000), 64);

  @Test
  @Timeout(120)
  void every_answer_is_of_one_commit() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> readers =
          List.of(
              threads.submit(this::pullEverything),
              threads.submit(this::followById),
              threads.submit(this::lookUp));
      threads.submit(this::write).get();
      for (Future<?> reader : readers) {
        reader.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void write() {
    for (long commit = 1; commit <= COMMITS; commit++) {
      long over = commit - ALIVE;
      active.committed(
          commit,
          List.of(
              ban(2 * commit - 1, "192.0.2.1"), ban(2 * commit, "10." + commit % 200 + ".0.0/16")),
          over < 1
              ? List.of()
              : List.of(new Removal(2 * over, NOON), new Removal(2 * over - 1, NOON)));
    }
  }

  private boolean isOver() {
    return active.lastCommit() == COMMITS;
  }

  private static List<Long> liveAt(long commit) {
    return LongStream.rangeClosed(Math.max(1, 2 * (commit - ALIVE) + 1), 2 * commit)
        .boxed()
        .toList();
  }

  private void pullEverything() {
    long last = 0;
    while (!isOver()) {
      StreamAnswer answer = active.stream(Given.question("startup=true&dedup=false", 0, NOON));
      assertThat(Given.added(Given.text(answer)))
          .as("commit " + answer.commit())
          .isEqualTo(liveAt(answer.commit()));
      assertThat(answer.commit()).isGreaterThanOrEqualTo(last);
      last = answer.commit();
    }
  }

  private void followById() {
    Set<Long> held = new TreeSet<>();
    long cursor = StreamQuestion.EVERYTHING;
    while (!isOver()) {
      StreamAnswer answer = active.stream(Given.question("dedup=false", cursor, NOON));
      String text = Given.text(answer);
      if (answer.isEverything()) { // this thread slept longer than tombstones are kept
        held.clear();
      }
      Given.deleted(text).forEach(held::remove);
      held.addAll(Given.added(text));
      cursor = answer.commit();
      assertThat(held).as("commit " + cursor).containsExactlyElementsOf(liveAt(cursor));
    }
  }

  private void lookUp() {
    while (!isOver()) {
      long[] ids = active.ids(Given.liveFilter("ip=192.0.2.1"), NOON);
      assertThat(ids.length).isLessThanOrEqualTo(ALIVE);
      for (int i = 1; i < ids.length; i++) {
        assertThat(ids[i]).isEqualTo(ids[i - 1] + 2);
      }
      assertThat(active.ids(Given.liveFilter("ip=10.1.2.3"), NOON).length).isLessThan(2);
    }
  }
}
