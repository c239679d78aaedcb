package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.lapi.contract.Caller;
import io.gatehouse.lapi.contract.Wire;
import io.gatehouse.lapi.contract.WireAnswer;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of {@code lapi serve}, and what is there when it is back. */
class LapiKilledIT extends LapiStage {
  private static final int IN_EACH = 20;

  @Test
  void what_was_acknowledged_is_there_again_and_nobody_misses_it() throws Exception {
    RunningLapi lapi = startLapi();
    Wire wire = wireTo(lapi);
    Caller bouncer = Caller.bouncer(lapi.addBouncer("bouncer"));
    Caller machine = machine(lapi, wire);
    startup(wire, bouncer);

    Set<String> told = new HashSet<>();
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < 4; round++) {
      Posting posting = new Posting(wire, machine, round);
      posting.start();
      posting.awaitAcknowledged(5 + 20 * round);
      told.addAll(delta(wire, bouncer).added());
      posting.awaitAcknowledged(10 + 20 * round);
      lapi.kill();
      acknowledged.addAll(posting.finish());

      lapi.restart();
      machine = logIn(wire);
      WireAnswer change = delta(wire, bouncer);
      told.addAll(change.added());

      assertThat(change.deleted()).isEmpty();
      assertThat(told).containsAll(acknowledged);
      assertThat(startup(wire, bouncer).added()).containsAll(acknowledged);
    }
  }

  @Test
  void what_was_deleted_stays_deleted() {
    RunningLapi lapi = startLapi();
    Wire wire = wireTo(lapi);
    Caller bouncer = Caller.bouncer(lapi.addBouncer("bouncer"));
    Caller machine = machine(lapi, wire);
    ban(wire, machine, List.of("1.2.3.4", "5.6.7.8")).expect(201);
    startup(wire, bouncer);

    wire.delete("v1/decisions?ip=1.2.3.4", machine).expect(200);
    lapi.kill();
    lapi.restart();

    WireAnswer change = delta(wire, bouncer);
    assertThat(change.deleted()).contains("1.2.3.4").doesNotContain("5.6.7.8");
    assertThat(startup(wire, bouncer).added()).containsExactly("5.6.7.8");
  }

  /** Of an import, what its command has been told of is there; the rest comes with the next one. */
  @Test
  void an_import_that_is_cut_says_so_and_can_be_done_again() throws Exception {
    RunningLapi lapi = startLapi();
    Path list = path("import").resolve("list.txt");
    List<String> values = addresses(0, 60_000);
    Files.write(list, values);
    Path said = path("import").resolve("said.txt");
    List<String> command =
        lapi.command("decisions", "import", "-i", list.toString(), "--format", "values");
    Process importing =
        TestHost.here()
            .command(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    Wire wire = wireTo(lapi);
    Caller bouncer = Caller.bouncer(lapi.addBouncer("bouncer"));
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !importing.isAlive() || !startup(wire, bouncer).added().isEmpty());

    lapi.kill();
    int status = importing.waitFor();
    lapi.restart();
    if (status != 0) {
      assertThat(Files.readString(said)).doesNotContain("\tat ").contains("lapi");
      lapi.expect("decisions", "import", "-i", list.toString(), "--format", "values");
    }

    assertThat(startup(wire, bouncer).added()).hasSize(values.size()).containsAll(values);
  }

  @Test
  void with_many_decisions_it_is_back_within_seconds() throws IOException {
    RunningLapi lapi = startLapi();
    Path list = path("import").resolve("list.txt");
    Files.write(list, addresses(0, 100_000));
    lapi.expect("decisions", "import", "-i", list.toString(), "--format", "values");
    lapi.kill();

    long start = System.nanoTime();
    lapi.restart();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  /** Posts small alerts one after the other until its server is gone. */
  private static final class Posting {
    private final Wire wire;
    private final Caller machine;
    private final int round;
    private final List<String> acknowledged = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    Posting(Wire wire, Caller machine, int round) {
      this.wire = wire;
      this.machine = machine;
      this.round = round;
    }

    void start() {
      new Thread(this::postAll, "posting").start();
    }

    void awaitAcknowledged(int alerts) {
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> count() >= alerts * IN_EACH);
    }

    List<String> finish() throws InterruptedException {
      ended.await();
      return acknowledged;
    }

    private synchronized int count() {
      return acknowledged.size();
    }

    private synchronized void remember(List<String> values) {
      acknowledged.addAll(values);
    }

    private void postAll() {
      try {
        for (int i = 0; i < 10_000; i++) {
          List<String> values = values(i);
          if (ban(wire, machine, values).status() == 201) {
            remember(values);
          }
        }
      } catch (UncheckedIOException gone) {
        // Killed, as was to be.
      } finally {
        ended.countDown();
      }
    }

    private List<String> values(int batch) {
      return IntStream.range(0, IN_EACH)
          .mapToObj(n -> "100.%d.%d.%d".formatted(round * 64 + (batch >> 8), batch & 255, n))
          .collect(Collectors.toList());
    }
  }
}
