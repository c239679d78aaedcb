package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gatehouse.testing.Answer;
import io.gatehouse.testing.EchoStream;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole program with a LAPI that fails, and with a file that is wrong. */
@Tag("netns")
class FirewallFaultsIT extends FirewallStage {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String MANY = many(1_200);
  private static final Answer BROKEN = Answer.json("{\"new\":[");
  private static final Answer EMPTY = Answer.json("{\"new\":[],\"deleted\":[]}");

  @Test
  void a_key_that_is_refused_ends_it_with_one_line() {
    lapi().then(Answer.of(403, "application/json", "{\"message\":\"access forbidden\"}"));

    try (RunningFirewall firewall = start()) {
      assertThat(reasonOf(firewall)).startsWith("lapi: ").contains("403", "cscli bouncers add");
    }
  }

  @Test
  void a_unit_that_is_missing_ends_it_with_one_line() {
    try (RunningFirewall firewall = start("resync_interval: 10")) {
      assertThat(reasonOf(firewall)).startsWith("config: ").contains("write \"10s\"");
    }
  }

  @Test
  void a_key_that_is_unknown_is_said_and_the_rest_is_enforced() {
    lapi().then(bans(CLIENT));
    try (RunningFirewall firewall = start("update_frequncy: 3s")) {
      awaitDropped(firewall, CLIENT);
      assertThat(firewall.log()).contains("did you mean 'update_frequency'?");
    }
  }

  @Test
  void without_a_lapi_it_ends_with_one_line_and_keeps_what_was_in_force() {
    lapi().then(bans(CLIENT));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);
      lapi().close();
      firewall.kill();

      firewall.startAgain();

      assertThat(reasonOf(firewall)).startsWith("lapi: ").contains("can't be reached");
      assertThat(pair().answers(CLIENT)).isFalse();
    }
  }

  /** What a LAPI may say in place of a list of changes, and what the log says of it. */
  static Stream<Arguments> enforcement_goes_on_while_lapi_talks_nonsense_and_recovers() {
    return Stream.of(
        nonsense("captive", Answer.of(200, "text/html", "<html>captive portal</html>")),
        nonsense("broke off", Answer.cutAfter(120, stream(row(NEIGHBOUR, "4h"), ""))),
        nonsense("500", Answer.of(500, "application/json", "{\"message\":\"db is locked\"}")),
        nonsense("192.0.2.99", Answer.redirect("http://192.0.2.99/elsewhere")),
        nonsense("403", Answer.of(403, "application/json", "{}")));
  }

  private static Arguments nonsense(String word, Answer answer) {
    return Arguments.argumentSet(word, word, answer);
  }

  @ParameterizedTest
  @MethodSource
  void enforcement_goes_on_while_lapi_talks_nonsense_and_recovers(String word, Answer answer) {
    lapi().then(bans(CLIENT));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);

      lapi().then(answer);
      awaitLog(firewall, "pull failed");
      assertThat(firewall.log()).contains(word).doesNotContain(KEY, "\tat ");
      lapi().otherwise(request -> bans(CLIENT, "192.0.2.10"));

      awaitDropped(firewall, "192.0.2.10");
      assertThat(pair().answers(CLIENT)).isFalse();
      assertThat(pair().answers(NEIGHBOUR)).isTrue();
    }
  }

  @Test
  void a_silent_lapi_stops_neither_enforcement_nor_the_end_of_bans_nor_sigterm() {
    lapi().thenJson(stream(row(CLIENT, "4h") + "," + row(NEIGHBOUR, "5s"), ""));
    lapi().otherwise(request -> Answer.hang());
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, NEIGHBOUR);

      awaitPassed(firewall, NEIGHBOUR);
      pair().guarded().run("nft", "flush", "ruleset");
      awaitDropped(firewall, CLIENT);
      assertTimeout(SOON, firewall::terminate);

      assertThat(firewall.exitCode()).isZero();
      assertThat(pair().answers(CLIENT)).isFalse();
    }
  }

  @Test
  void sigterm_ends_it_while_the_first_pull_hangs() {
    lapi().otherwise(request -> Answer.stallAfter(200, MANY));
    try (RunningFirewall firewall = start()) {
      lapi().takeRequest();
      awaitLog(firewall, "gatehouse");

      assertTimeout(SOON, firewall::terminate);

      assertThat(firewall.exitCode()).isZero();
    }
  }

  @Test
  void an_empty_answer_after_a_full_one_is_believed_when_it_is_repeated() {
    lapi().thenJson(MANY);
    try (RunningFirewall firewall = start("log_level: debug")) {
      awaitDropped(firewall, CLIENT);

      answerTheNextFullPullWith(EMPTY, Answer.hang());
      assertThat(pair().answers(CLIENT)).isFalse();
      assertThat(firewall.expect("status")).contains("doubt");

      lapi().dropConnections();
      awaitPassed(firewall, CLIENT);
      assertThat(firewall.isRunning()).isTrue();
    }
  }

  @Test
  void an_empty_answer_after_a_full_one_is_believed_when_the_operator_says_so() {
    lapi().thenJson(MANY).then(BROKEN).then(EMPTY).otherwise(request -> EMPTY);
    try (RunningFirewall firewall = startPulling("8s")) {
      awaitDropped(firewall, CLIENT);
      waiting().until(() -> firewall.expect("status").contains("doubt"));

      assertThat(firewall.expect("confirm")).contains("believed");

      waiting().atMost(SOON).until(() -> pair().answers(CLIENT));
    }
  }

  /** A delta that breaks off makes it ask for everything. */
  private void answerTheNextFullPullWith(Answer full, Answer next) {
    lapi().then(BROKEN).then(full).then(next);
    awaitPulls(3);
  }

  @Test
  void values_that_are_no_addresses_are_left_out_and_the_rest_is_enforced() {
    Stream<String> odd =
        Stream.of(
            "localhost", "0306.51.100.11", "198.51.100.11/33", "::/0", "0.0.0.0/0", "; flush");
    lapi().thenJson(stream(rows(Stream.concat(odd, Stream.of(CLIENT))), ""));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);
      assertThat(pair().answers(NEIGHBOUR)).isTrue();
      assertThat(pair().answers("2001:db8:1::10")).isTrue();
    }
  }

  @Test
  void addresses_and_ranges_of_ipv6_follow_lapi() {
    lapi().then(bans("2001:db8:1::10", "2001:db8:2::/48"));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, "2001:db8:1::10");
      awaitDropped(firewall, "2001:db8:2::10");

      lapi().then(unbans("2001:db8:2::/48"));
      awaitPassed(firewall, "2001:db8:2::10");
      assertThat(pair().answers("2001:db8:1::10")).isFalse();
    }
  }

  @Test
  void a_valid_file_is_taken_over_on_sighup_without_a_gap() {
    lapi().otherwise(request -> bans(CLIENT));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);
      try (EchoStream banned = pair().stream(CLIENT)) {
        firewall.configure(configuration("deny_log: true"));
        firewall.reload();
        awaitLog(firewall, "deny_log");
        lapi().otherwise(request -> bans(CLIENT, "192.0.2.10"));
        awaitDropped(firewall, "192.0.2.10");

        assertThat(banned.stop().answered()).isZero();
      }
    }
  }

  @Test
  void an_invalid_file_is_refused_whole_on_sighup() {
    lapi().otherwise(request -> bans(CLIENT));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);

      firewall.configure(configuration("deny_action: SHRUG", "deny_log: true"));
      firewall.reload();
      awaitLog(firewall, "reload refused");
      lapi().otherwise(request -> bans(CLIENT, "192.0.2.10"));
      lapi().then(bans("192.0.2.10"));

      awaitDropped(firewall, "192.0.2.10");
      assertThat(firewall.log()).contains("'deny_action'").doesNotContain("\tat ");
    }
  }

  @Test
  void a_reload_while_lapi_is_away_keeps_it_running_and_what_is_in_force() {
    lapi().then(bans(CLIENT));
    try (RunningFirewall firewall = start()) {
      awaitDropped(firewall, CLIENT);
      lapi().otherwise(request -> Answer.hangUp());
      firewall.reload();
      awaitLog(firewall, "no decisions yet");
      assertThat(pair().answers(CLIENT)).isFalse();

      lapi().otherwise(request -> bans(NEIGHBOUR));
      awaitDropped(firewall, NEIGHBOUR);
      awaitPassed(firewall, CLIENT);
    }
  }
}
