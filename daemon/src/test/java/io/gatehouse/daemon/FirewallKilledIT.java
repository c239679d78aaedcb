package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Answer;
import io.gatehouse.testing.EchoStream;
import io.gatehouse.testing.EchoStream.Totals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole program, ended by {@code kill -9} at moments that it does not choose. */
@Tag("netns")
class FirewallKilledIT extends FirewallStage {
  private static final String LOAD = many(100_000);
  private static final String PREPARED = "nftables: prepared";
  private static final String IN_FORCE = "nftables: +";

  @Test
  void whenever_it_is_killed_and_started_again_no_packet_meets_a_wrong_verdict() {
    lapi().thenJson(LOAD);
    try (RunningFirewall firewall = start("log_level: debug")) {
      awaitDropped(firewall, CLIENT);
      try (EchoStream banned = pair().stream(CLIENT);
          EchoStream good = pair().stream(NEIGHBOUR)) {
        firewall.kill();
        killWhileItAsks(firewall, Answer.hang());
        killWhileItAsks(firewall, Answer.json(LOAD));
        killAt(firewall, Answer.stallAfter(LOAD.length() / 2, LOAD), PREPARED);
        killAt(firewall, Answer.stallAfter(LOAD.length() - 1, LOAD), PREPARED);
        killAt(firewall, Answer.json(LOAD), IN_FORCE);

        lapi().thenJson(LOAD).otherwise(request -> bans("192.0.2.10"));
        firewall.startAgain();
        awaitDropped(firewall, "192.0.2.10");
        assertNoneWrong(banned.stop(), good.stop());
      }
    }
  }

  private void killWhileItAsks(RunningFirewall firewall, Answer answer) {
    awaitPulls(0);
    lapi().then(answer);
    firewall.startAgain();
    lapi().takeRequest();
    firewall.kill();
  }

  private void killAt(RunningFirewall firewall, Answer answer, String line) {
    long before = linesWith(firewall, line);
    lapi().then(answer);
    firewall.startAgain();
    waiting().until(() -> linesWith(firewall, line) > before);
    firewall.kill();
  }

  private static long linesWith(RunningFirewall firewall, String text) {
    return firewall.log().lines().filter(line -> line.contains(text)).count();
  }

  private static void assertNoneWrong(Totals banned, Totals good) {
    assertThat(banned.sent()).isGreaterThan(100);
    assertThat(banned.answered()).isZero();
    assertThat(good.answered()).isGreaterThanOrEqualTo(good.sent() - 1);
  }
}
