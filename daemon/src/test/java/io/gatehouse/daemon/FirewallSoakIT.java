package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Answer;
import io.gatehouse.testing.EchoStream;
import io.gatehouse.testing.ScriptedLapi.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A long time of what a firewall goes through: decisions come and go every second, the process is
 * killed, stopped and started again, somebody flushes the ruleset. All along no packet may meet a
 * wrong verdict, and after every step the kernel holds what LAPI says.
 *
 * <p>{@code ./mvnw -Psoak verify -Dsoak.minutes=60}, with {@code -Dsoak.seed} to go the same way
 * again.
 */
@Tag("soak")
class FirewallSoakIT extends FirewallStage {
  private static final int CHURN = 200;
  private static final int MOST = 5_000;
  private static final Pattern ELEMENT = Pattern.compile("(198\\.18\\.\\d+\\.\\d+) timeout");

  private final long seed = Long.getLong("soak.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Model model = new Model();

  @Test
  void no_packet_meets_a_wrong_verdict_and_the_kernel_follows_lapi() {
    Instant end = Instant.now().plus(Duration.ofMinutes(Long.getLong("soak.minutes", 10)));
    lapi().otherwise(model::answer);
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);
      try (EchoStream banned = pair().stream(CLIENT);
          EchoStream good = pair().stream(NEIGHBOUR)) {
        int steps = 0;
        for (; Instant.now().isBefore(end); steps++) {
          step(firewall);
        }
        EchoStream.Totals bannedTotals = banned.stop();
        EchoStream.Totals goodTotals = good.stop();
        System.out.printf(
            "soak: seed %d, %d steps, banned %s, good %s%n", seed, steps, bannedTotals, goodTotals);
        assertThat(bannedTotals.answered()).as("seed %d", seed).isZero();
        assertThat(goodTotals.answered())
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(goodTotals.sent() - 1);
      }
    }
  }

  private void step(RunningFirewall firewall) {
    model.churn(random);
    switch (random.nextInt(8)) {
      case 0 -> {
        firewall.kill();
        firewall.startAgain();
      }
      case 1 -> {
        firewall.terminate();
        firewall.startAgain();
      }
      case 2 -> pair().guarded().expect("nft", "flush", "ruleset");
      default -> {}
    }
    waiting()
        .untilAsserted(
            () ->
                assertThat(inKernel())
                    .as("seed %d %s", seed, firewall.log())
                    .isEqualTo(model.active()));
  }

  private Set<String> inKernel() {
    String table = pair().guarded().expect("nft", "list", "table", "inet", "gatehouse");
    return ELEMENT
        .matcher(table)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What LAPI holds, and what has changed since it was last asked. */
  private static final class Model {
    private final Set<String> active = new TreeSet<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();

    synchronized Set<String> active() {
      return new TreeSet<>(active);
    }

    synchronized void churn(Random random) {
      for (int i = 0; i < CHURN; i++) {
        String address = "198.18.%d.%d".formatted(random.nextInt(20), random.nextInt(256));
        if (active.remove(address)) {
          added.remove(address);
          deleted.add(address);
        } else if (active.size() < MOST && !deleted.contains(address)) {
          active.add(address);
          added.add(address);
        }
      }
    }

    synchronized Answer answer(Request request) {
      boolean full = request.target().contains("startup=true");
      List<String> told = full ? new ArrayList<>(active) : List.copyOf(added);
      if (full) {
        told.add(CLIENT);
      }
      String json = stream(rows(told.stream()), rows(deleted.stream()));
      added.clear();
      deleted.clear();
      return Answer.json(json);
    }
  }
}
