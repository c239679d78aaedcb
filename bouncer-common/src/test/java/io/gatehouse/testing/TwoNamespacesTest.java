package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("netns")
class TwoNamespacesTest {
  private static final String DROP_ONE =
      "table inet t { chain c { type filter hook prerouting priority -300;"
          + " ip saddr 198.51.100.10 drop; }; }";

  @BeforeEach
  void needsNamespaces() {
    TwoNamespaces.assumeAllowed();
  }

  @Test
  void every_client_reaches_the_guarded_side() {
    try (TwoNamespaces pair = TwoNamespaces.open()) {
      assertThat(TwoNamespaces.CLIENTS).allMatch(pair::answers);
    }
  }

  @Test
  void a_client_that_the_kernel_drops_gets_no_answer_and_its_neighbour_does() {
    try (TwoNamespaces pair = TwoNamespaces.open()) {
      pair.guarded().expect("nft", DROP_ONE);

      assertThat(pair.answers("198.51.100.10")).isFalse();
      assertThat(pair.answers("198.51.100.11")).isTrue();
    }
  }

  @Test
  void a_stream_counts_what_was_answered() {
    try (TwoNamespaces pair = TwoNamespaces.open();
        EchoStream good = pair.stream("198.51.100.11")) {
      pair.guarded().expect("nft", DROP_ONE);
      try (EchoStream dropped = pair.stream("198.51.100.10")) {
        pair.answers("198.51.100.10");

        assertThat(dropped.stop()).matches(totals -> totals.sent() > 10 && totals.answered() == 0);
      }
      assertThat(good.stop()).matches(totals -> totals.answered() >= totals.sent() - 1);
    }
  }

  @Test
  void closing_ends_the_programs_inside_and_takes_the_namespaces_away() throws IOException {
    TwoNamespaces pair = TwoNamespaces.open();
    Process inside = pair.guarded().command("sleep", "600").start();
    String pid = Long.toString(inside.pid());
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> namespaces("pids", pair.guarded().name()).lines().anyMatch(pid::equals));

    pair.close();
    pair.close();

    await().atMost(Duration.ofSeconds(5)).until(() -> !inside.isAlive());
    assertThat(namespaces("list"))
        .doesNotContain(pair.guarded().name())
        .doesNotContain(pair.clients().name());
  }

  private static String namespaces(String... words) {
    List<String> command = new ArrayList<>(List.of("ip", "netns"));
    command.addAll(List.of(words));
    return TestHost.finish(TestHost.here().command(command)).expectSuccess();
  }
}
