package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ScriptedLapi;
import io.gatehouse.testing.TestHost;
import io.gatehouse.testing.TwoNamespaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of the whole program in a namespace have in common: a LAPI that does what it is told,
 * behind a Unix socket because namespaces share no loopback, and clients whose packets tell what is
 * in force.
 */
abstract class FirewallStage {
  static final String KEY = "sesame-open";
  static final String CLIENT = "198.51.100.10";
  static final String NEIGHBOUR = "198.51.100.11";

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  private @TempDir @Nullable Path directory;
  private @Nullable TwoNamespaces opened;
  private @Nullable ScriptedLapi scripted;

  @BeforeEach
  void openStage() {
    TwoNamespaces.assumeAllowed();
    PackagedProgram.assumePresent();
    opened = TwoNamespaces.open();
    scripted = ScriptedLapi.startOn(directory().resolve("lapi.sock"));
  }

  @AfterEach
  void closeStage() {
    if (scripted != null) {
      scripted.close();
    }
    if (opened != null) {
      opened.close();
    }
  }

  /** Starts it with the smallest file and these keys besides. */
  RunningFirewall start(String... keys) {
    return startOn(pair().guarded(), keys);
  }

  /** As {@link #start}, and asks LAPI this often instead of every second. */
  RunningFirewall startPulling(String updateFrequency) {
    String configuration =
        configuration()
            .replaceFirst("(?m)^update_frequency: .*", "update_frequency: " + updateFrequency);
    return RunningFirewall.start(pair().guarded(), directory(), configuration);
  }

  /** As {@link #start}, with words before the program, such as {@code prlimit}'s. */
  RunningFirewall startUnder(List<String> words, String... keys) {
    TestHost guarded = pair().guarded();
    List<String> entry = new ArrayList<>(guarded.entry());
    entry.addAll(words);
    return startOn(new TestHost(guarded.name(), entry), keys);
  }

  private RunningFirewall startOn(TestHost host, String... keys) {
    return RunningFirewall.start(host, directory(), configuration(keys));
  }

  String configuration(String... keys) {
    return """
        mode: nftables
        api_url: %s
        api_key: %s
        update_frequency: 1s
        run_dir: %s
        """
            .formatted(lapi().url(), KEY, directory().resolve("run"))
        + String.join("\n", keys)
        + "\n";
  }

  /** What a pull answers that holds these and nothing else. */
  static Answer bans(String... values) {
    return Answer.json(stream(rows(Stream.of(values)), ""));
  }

  /** A pull by which these end. */
  static Answer unbans(String... values) {
    return Answer.json(stream("", rows(Stream.of(values))));
  }

  /** The JSON of a pull with the client and so many others that never send anything. */
  static String many(int others) {
    return stream(
        rows(Stream.concat(Stream.of(CLIENT), IntStream.range(0, others).mapToObj(n -> other(n)))),
        "");
  }

  private static String other(int n) {
    return "100.%d.%d.%d".formatted(n >> 16, (n >> 8) & 255, n & 255);
  }

  static String stream(String added, String deleted) {
    return "{\"new\":[" + added + "],\"deleted\":[" + deleted + "]}";
  }

  static String rows(Stream<String> values) {
    return values.map(value -> row(value, "4h")).collect(Collectors.joining(","));
  }

  static String row(String value, String duration) {
    String scope = value.contains("/") ? "Range" : "Ip";
    int id = value.hashCode() & Integer.MAX_VALUE;
    return """
    {"id":%d,"origin":"cscli","type":"ban","scope":"%s","value":"%s","duration":"%s",\
    "scenario":"manual"}"""
        .formatted(id, scope, value, duration);
  }

  void awaitDropped(RunningFirewall firewall, String client) {
    waiting().untilAsserted(() -> assertThat(pair().answers(client)).as(firewall::log).isFalse());
  }

  void awaitPassed(RunningFirewall firewall, String client) {
    waiting().untilAsserted(() -> assertThat(pair().answers(client)).as(firewall::log).isTrue());
  }

  void awaitLog(RunningFirewall firewall, String text) {
    waiting().untilAsserted(() -> assertThat(firewall.log()).contains(text));
  }

  /** Waits until it has asked this many more times: whatever was answered before is taken in. */
  void awaitPulls(int count) {
    while (lapi().requestsWaiting() > 0) {
      lapi().takeRequest();
    }
    for (int i = 0; i < count; i++) {
      lapi().takeRequest();
    }
  }

  static ConditionFactory waiting() {
    return await().atMost(BOUND).pollInterval(LOOK).pollDelay(Duration.ZERO);
  }

  /** Asserts that it ended by itself as an operator's error does: its last line says why. */
  static String reasonOf(RunningFirewall firewall) {
    assertThat(firewall.exitCode()).as(firewall::log).isEqualTo(1);
    assertThat(firewall.log()).doesNotContain("\tat ", "Exception in", KEY);
    List<String> said =
        firewall.log().lines().filter(line -> !line.matches("(INFO|WARN|DEBUG) .*")).toList();
    assertThat(said).hasSize(1);
    return said.get(0);
  }

  TwoNamespaces pair() {
    return present(opened);
  }

  ScriptedLapi lapi() {
    return present(scripted);
  }

  Path directory() {
    return present(directory);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not started");
    }
    return value;
  }
}
