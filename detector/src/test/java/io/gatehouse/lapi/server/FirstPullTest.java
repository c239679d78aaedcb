package io.gatehouse.lapi.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import io.gatehouse.lapi.server.RunningLapi.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bouncers that pull everything wait for one another; those that ask for changes wait for none. */
class FirstPullTest {
  private static final String EVERYTHING = "/v1/decisions/stream?startup=true";
  private static final String CHANGES = "/v1/decisions/stream";

  @TempDir private Path directory;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private RunningLapi lapi;
  private Secret key;

  @BeforeEach
  void start() throws Exception {
    Route slow = new Route("GET", "/long", Access.OPEN, Pool.FIRST_PULL, request -> waits());
    lapi = RunningLapi.with(directory, List.of(slow));
    key = lapi.addBouncer("firewall");
    lapi.ban(Duration.ofHours(4), "192.0.2.1");
  }

  @AfterEach
  void stop() throws Exception {
    mayEnd.countDown();
    lapi.close();
  }

  /** As a first pull that takes long. */
  private Answer waits() {
    begun.countDown();
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.emptyText();
  }

  private CompletableFuture<Reply> begin(String path) {
    return CompletableFuture.supplyAsync(() -> get(path), task -> new Thread(task).start());
  }

  private Reply get(String path) {
    try {
      return lapi.getWithKey(path, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void occupyFirstPulls() throws InterruptedException {
    CompletableFuture<Reply> unused = begin("/long");
    assertThat(begun.await(30, SECONDS)).isTrue();
  }

  @Test
  void a_poll_for_changes_is_answered_while_others_pull_everything() throws Exception {
    get(EVERYTHING);
    occupyFirstPulls();
    lapi.ban(Duration.ofHours(4), "192.0.2.2");

    assertThat(get(CHANGES).body()).contains("192.0.2.2").doesNotContain("192.0.2.1\"");
  }

  @Test
  void whoever_asks_for_everything_waits_until_the_one_before_has_it() throws Exception {
    get(EVERYTHING);
    occupyFirstPulls();

    CompletableFuture<Reply> everything = begin(EVERYTHING);
    get(CHANGES);

    assertThat(everything).isNotDone();
    mayEnd.countDown();
    assertThat(everything.get(30, SECONDS).body()).contains("192.0.2.1");
  }

  @Test
  void a_bouncer_that_was_never_answered_waits_as_well_for_it_gets_everything() throws Exception {
    get(EVERYTHING);
    Secret known = key;
    key = lapi.addBouncer("new");
    occupyFirstPulls();

    CompletableFuture<Reply> first = begin(CHANGES);
    assertThat(lapi.getWithKey(CHANGES, known).status()).isEqualTo(200);

    assertThat(first).isNotDone();
    mayEnd.countDown();
    assertThat(first.get(30, SECONDS).body()).contains("192.0.2.1");
  }
}
