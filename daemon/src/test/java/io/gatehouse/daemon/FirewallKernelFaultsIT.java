package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole program on a kernel and a host that refuse it something. */
@Tag("netns")
class FirewallKernelFaultsIT extends FirewallStage {
  private static final List<String> NO_NET_ADMIN =
      List.of("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin");

  /** Its own user's namespace has all capabilities, and none over the network it was started in. */
  private static final List<String> NO_ROOT = List.of("unshare", "--user");

  private static final String FULL_DISK = "/dev/full";

  static Stream<List<String>> without_the_capability_it_ends_with_one_line() {
    return Stream.of(NO_NET_ADMIN, NO_ROOT);
  }

  @ParameterizedTest
  @MethodSource
  void without_the_capability_it_ends_with_one_line(List<String> words) throws IOException {
    boolean possible = TestHost.here().run(words.get(0), words.get(1), "true").succeeded();
    Assumptions.assumeTrue(possible, () -> String.join(" ", words) + " is not allowed here");
    Files.createDirectory(directory().resolve("run"));
    TestHost.here().expect("chmod", "-R", "a+rwX", directory().toString());
    lapi().otherwise(request -> bans(CLIENT));

    try (RunningFirewall firewall = startUnder(words)) {
      assertThat(reasonOf(firewall)).startsWith("nftables: ").contains("EPERM", "CAP_NET_ADMIN");
      assertThat(pair().answers(CLIENT)).isTrue();
    }
  }

  @Test
  void a_second_one_ends_with_one_line_and_leaves_the_first_alone() {
    lapi().otherwise(request -> bans(CLIENT));
    try (RunningFirewall first = start()) {
      awaitDropped(first, CLIENT);

      try (RunningFirewall second = startBeside("run")) {
        assertThat(reasonOf(second)).startsWith("control: another instance is running");
      }
      try (RunningFirewall second = startBeside("elsewhere")) {
        assertThat(reasonOf(second)).startsWith("nftables: ").contains("another process owns");
      }
      lapi().then(bans(NEIGHBOUR));
      awaitDropped(first, NEIGHBOUR);
    }
  }

  private RunningFirewall startBeside(String runDirectory) {
    try {
      Path other = Files.createTempDirectory(directory(), "second");
      String configuration =
          configuration()
              .replaceFirst("(?m)^run_dir: .*", "run_dir: " + directory().resolve(runDirectory));
      return RunningFirewall.start(pair().guarded(), other, configuration);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_full_set_refuses_the_rest_and_status_says_so() {
    lapi().then(bans(CLIENT, NEIGHBOUR, "192.0.2.10", "192.0.2.130"));
    try (RunningFirewall firewall = start("set_size: 2")) {
      awaitLog(firewall, "rejected 2");
      assertThat(firewall.log()).contains("ENFILE");
      assertThat(Stream.of(CLIENT, NEIGHBOUR, "192.0.2.10", "192.0.2.130"))
          .filteredOn(client -> pair().answers(client))
          .hasSize(2);
      assertThat(firewall.expect("status")).contains("state: in_force");
    }
  }

  @Test
  void a_set_of_others_that_was_emptied_is_filled_again() {
    for (String family : List.of("ip", "ip6")) {
      pair().guarded().expect("nft", "add", "table", family, "others");
    }
    lapi().then(bans(CLIENT));
    try (RunningFirewall firewall = start(SET_ONLY)) {
      waiting().until(() -> othersSet().contains(CLIENT));

      pair().guarded().expect("nft", "flush", "set", "ip", "others", "ours");
      waiting().until(() -> othersSet().contains(CLIENT));

      pair().guarded().expect("nft", "flush", "ruleset");
      awaitLog(firewall, "there is no table");
      assertThat(firewall.isRunning()).isTrue();
      for (String family : List.of("ip", "ip6")) {
        pair().guarded().expect("nft", "add", "table", family, "others");
      }
      waiting().until(() -> othersSet().contains(CLIENT));
    }
  }

  private static final String SET_ONLY =
      """
      nftables:
        ipv4: {set-only: true, table: others}
        ipv6: {set-only: true, table: others}
      blacklists_ipv4: ours
      blacklists_ipv6: ours6""";

  private String othersSet() {
    return pair().guarded().run("nft", "list", "set", "ip", "others", "ours").out();
  }

  @Test
  void the_whole_ruleset_gone_changes_nothing_for_the_banned() {
    lapi().then(bans(CLIENT, "2001:db8:2::/48"));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);

      pair().guarded().run("nft", "flush", "ruleset");
      pair().guarded().run("nft", "delete", "table", "inet", "gatehouse");

      awaitDropped(firewall, CLIENT);
      awaitDropped(firewall, "2001:db8:2::10");
      assertThat(pair().answers(NEIGHBOUR)).isTrue();
    }
  }

  @Test
  void too_few_file_descriptors_to_start_with_are_one_line() {
    try (RunningFirewall firewall = startUnder(List.of("prlimit", "--nofile=40"))) {
      assertThat(reasonOf(firewall)).startsWith("gatehouse: only 40 files").contains("LimitNOFILE");
    }
  }

  @Test
  void out_of_file_descriptors_it_enforces_says_so_and_recovers() throws IOException {
    lapi().otherwise(request -> bans(CLIENT));
    try (RunningFirewall firewall = start("log_level: debug")) {
      awaitDropped(firewall, CLIENT);
      limitFiles(firewall, "3:1024");
      lapi().dropConnections();
      try (SocketChannel client = SocketChannel.open(controlSocket())) {
        awaitLog(firewall, "Too many open files");
        awaitLog(firewall, "could not be accepted");
        assertThat(client.isConnected()).isTrue();
        awaitLog(firewall, "pull failed");
        pair().guarded().run("nft", "flush", "ruleset");
        awaitDropped(firewall, CLIENT);
      }
      firewall.reload();
      awaitLog(firewall, "reload refused");

      limitFiles(firewall, "1024:1024");
      lapi().otherwise(request -> bans(CLIENT, NEIGHBOUR));
      awaitDropped(firewall, NEIGHBOUR);
      assertThat(linesOf(firewall, "could not be accepted")).isLessThan(30);
      assertThat(firewall.log()).doesNotContain("\tat ");
    }
  }

  private static void limitFiles(RunningFirewall firewall, String limits) {
    TestHost.here().expect("prlimit", "--pid", "" + firewall.pid(), "--nofile=" + limits);
  }

  private static long linesOf(RunningFirewall firewall, String text) {
    return firewall.log().lines().filter(line -> line.contains(text)).count();
  }

  private UnixDomainSocketAddress controlSocket() {
    return UnixDomainSocketAddress.of(directory().resolve("run/firewall-control.sock"));
  }

  @Test
  void a_log_directory_that_cannot_be_written_is_said_and_the_rest_is_done() {
    lapi().then(bans(CLIENT));
    try (RunningFirewall firewall = start("log_mode: file", "log_dir: /sys/")) {
      awaitDropped(firewall, CLIENT);
      assertThat(firewall.log()).contains("log_dir /sys cannot be written");
    }
  }

  @Test
  void a_full_disk_under_the_log_stops_nothing() throws IOException {
    Path logs = Files.createDirectory(directory().resolve("logs"));
    Files.createSymbolicLink(logs.resolve("crowdsec-firewall-bouncer.log"), Path.of(FULL_DISK));
    lapi().then(bans(CLIENT));
    try (RunningFirewall firewall = start("log_mode: file", "log_dir: " + logs)) {
      awaitDropped(firewall, CLIENT);
      lapi().then(bans(NEIGHBOUR));
      awaitDropped(firewall, NEIGHBOUR);
    }
  }
}
