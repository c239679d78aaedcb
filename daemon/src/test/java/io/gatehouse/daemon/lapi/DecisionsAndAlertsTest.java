package io.gatehouse.daemon.lapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.daemon.GoldenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsAndAlertsTest {
  @TempDir private Path dir;
  private final ScriptedLapiConnection lapi = new ScriptedLapiConnection();
  private Program program = new Program(lapi, Optional.empty());

  @BeforeEach
  void emptyFile() throws Exception {
    program = new Program(lapi, Optional.of(Files.writeString(dir.resolve("c.yaml"), "")));
  }

  @ParameterizedTest
  @CsvSource({
    "decisions list, decisions-list.txt",
    "decisions list -m, decisions-list-machine.txt",
    "decisions list -o raw, decisions-list.csv",
    "decisions list -o raw -m, decisions-list-machine.csv",
    "decisions -o json list, decisions-list.json",
    "alerts list, alerts-list.txt",
    "alerts list -o raw, alerts-list.csv",
    "alerts list -o raw --machine, alerts-list-machine.csv",
    "alerts list --output json, alerts-list.json",
    "alerts inspect -d 42, alerts-inspect.txt",
    "alerts inspect 43 -o json, alerts-inspect.json",
    "alerts inspect 42 43 -o raw, alerts-inspect.yaml",
  })
  void every_form_of_output(String words, String golden) throws Exception {
    lapi.held.add(SampleAlerts.bruteForce());
    lapi.held.add(SampleAlerts.byHand());

    assertThat(program.run(words.split(" "))).isZero();

    GoldenFile.matches(golden, program.out.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "decisions list, No active decisions",
    "decisions list -o json, []",
    "'decisions list -o raw', 'id,source,ip,reason,action,country,as,events_count,expiration,simulated,alert_id'",
    "alerts list, No active alerts",
    "alerts list -o json, []",
    "'alerts list -o raw', 'id,scope,value,reason,country,as,decisions,created_at,kind'",
  })
  void nothing_to_list(String words, String line) {
    assertThat(program.run(words.split(" "))).isZero();
    assertThat(program.out).hasToString(line + "\n");
    assertThat(program.err.toString()).isEmpty();
  }

  @Test
  void duplicates_are_left_out_for_scripts_as_well() {
    lapi.held.add(SampleAlerts.bruteForce());
    lapi.held.add(SampleAlerts.bruteForce());

    program.run("decisions", "list", "-o", "json");

    assertThat(program.out.toString().lines().filter(line -> line.contains("\"duration\"")))
        .containsExactly("    \"duration\": \"3h59m40s\",");
  }

  @Test
  void an_alert_with_duplicates_alone_stays_for_scripts_with_an_empty_list() {
    lapi.held.add(SampleAlerts.bruteForce());
    lapi.held.add(SampleAlerts.bruteForce());

    program.run("decisions", "list", "-o", "json");

    assertThat(program.out.toString().lines().filter(line -> line.contains("\"decisions\"")))
        .containsExactly("  \"decisions\": [", "  \"decisions\": [],");
  }

  @Test
  void an_alert_without_a_decision_that_was_asked_for_is_not_listed() {
    lapi.held.add(SampleAlerts.byHand());

    program.run("decisions", "list", "-t", "ban", "-o", "json");

    assertThat(program.out).hasToString("[]\n");
  }

  @Test
  void duplicates_are_counted_beside_the_table() {
    lapi.held.add(SampleAlerts.bruteForce());

    program.run("decisions", "list");

    assertThat(program.err).hasToString("1 duplicated entries skipped\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decisions list | {has_active_decision=true, include_capi=false, limit=100}",
        "decisions list -a | {has_active_decision=true, include_capi=true, limit=0}",
        "decisions list -i 192.0.2.7 -t ban --no-simu -l 5 | {ip=192.0.2.7, decision_type=ban, has_active_decision=true, include_capi=false, simulated=false, limit=5}",
        "decisions list -r 10.0.0.0/8 --contained --since 7d | {range=10.0.0.0/8, contains=false, since=168h0m0s, has_active_decision=true, include_capi=false, limit=100}",
        "alerts list | {include_capi=false, limit=50}",
        "alerts list -a --kind cscli --until 1h | {until=1h0m0s, kind=cscli, include_capi=true, limit=0}",
        "alerts list --scope Ip -v 192.0.2.7 -s x/y --origin cscli | {scope=Ip, value=192.0.2.7, scenario=x/y, origin=cscli, include_capi=false, limit=50}",
      })
  void flags_become_upstreams_parameters(String words, String filter) {
    assertThat(program.run(words.split(" "))).isZero();
    assertThat(lapi.asked).containsExactly("alerts " + filter);
  }

  @ParameterizedTest
  @CsvSource({
    "-i 192.0.2.7, 17",
    "-r 2001:db8:1::/48, 19",
    "-r 2001::/16 --contained, 19",
    "-t captcha, 19",
    "--scope ip, 17",
    "--no-simu, 17",
  })
  void only_decisions_that_were_asked_for_are_shown(String words, String id) {
    lapi.held.add(SampleAlerts.bruteForce());
    lapi.held.add(SampleAlerts.byHand());

    program.run(("decisions list -o raw " + words).split(" "));

    assertThat(program.out.toString().lines().skip(1)).hasSize(1).allMatch(l -> l.startsWith(id));
  }

  @Test
  void ban_by_hand_is_posted_as_upstream_does() {
    assertThat(program.run("decisions", "add", "-i", "192.0.2.7")).isZero();

    Alert alert = lapi.pushed.get(0).get(0);
    assertThat(alert.scenario()).isEqualTo("manual 'ban' from 'web01'");
    assertThat(alert.message()).isEqualTo(alert.scenario());
    assertThat(alert.kind()).isEqualTo("cscli");
    assertThat(alert.leakSpeed()).isEqualTo("0");
    assertThat(alert.remediation()).isTrue();
    assertThat(alert.startAt()).isEqualTo(program.time.instant());
    assertThat(alert.source().ip()).isEqualTo("192.0.2.7");
    assertThat(alert.decisions())
        .containsExactly(
            new AlertDecision(
                0,
                "cscli",
                "ban",
                "Ip",
                "192.0.2.7",
                alert.scenario(),
                Duration.ofHours(4),
                false));
    assertThat(program.err).hasToString("Decision successfully added\n");
    assertThat(program.out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-r 10.1.2.3/8 -d 7d -R why -t captcha, Range, 10.0.0.0/8",
    "-i 10.0.0.0/8 -d 7d -R why -t captcha, Range, 10.0.0.0/8",
    "--scope country -v FR -d 7d -R why -t captcha, Country, FR",
    "--scope username -v eve -d 7d -R why -t captcha, username, eve",
    "-v 2001:DB8::1 -d 7d -R why -t captcha, Ip, 2001:db8::1",
  })
  void any_scope_can_be_decided_on(String words, String scope, String value) {
    assertThat(program.run(("decisions add " + words).split(" "))).isZero();
    assertThat(lapi.pushed.get(0).get(0).decisions())
        .containsExactly(
            new AlertDecision(
                0, "cscli", "captcha", scope, value, "why", Duration.ofDays(7), false));
  }

  @Test
  void a_decision_that_lapi_drops_is_a_failure() {
    lapi.takesNothing = true;

    assertThat(program.run("decisions", "add", "-i", "192.0.2.7")).isEqualTo(1);
    assertThat(program.err.toString()).contains("LAPI took no decision on Ip:192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decisions delete -i 192.0.2.7 | delete decisions {ip=192.0.2.7}",
        "decisions delete -r 10.0.0.0/8 --contained | delete decisions {range=10.0.0.0/8, contains=false}",
        "decisions delete --id 17 | delete decision 17",
        "decisions delete --all | delete decisions {}",
        "decisions delete -t ban -v x -s y --origin cscli --scope as | delete decisions {scopes=as, value=x, scenario=y, type=ban, origin=cscli}",
        "alerts delete --id 42 | delete alert 42",
        "alerts remove -a | delete alerts {}",
        "decision remove --all | delete decisions {}",
        "alerts delete -i 192.0.2.7 --scope Ip -s y | delete alerts {ip=192.0.2.7, scope=Ip, scenario=y}",
      })
  void deletions(String words, String asked) {
    lapi.deletions = 3;

    assertThat(program.run(words.split(" "))).isZero();

    assertThat(lapi.asked).containsExactly(asked);
    assertThat(program.out.toString()).matches("3 (decision|alert)\\(s\\) deleted\n");
  }

  @Test
  void deletion_for_scripts() {
    lapi.deletions = 2;

    program.run("-o", "json", "decisions", "delete", "--all");

    assertThat(program.out).hasToString("{\"nbDeleted\":\"2\"}\n");
  }

  @Test
  void unknown_alert_is_one_line() {
    assertThat(program.run("alerts", "inspect", "7")).isEqualTo(1);
    assertThat(program.err.toString()).contains("alerts: there is no alert 7").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decisions add",
        "decisions add -i 192.0.2.7 -r 10.0.0.0/8",
        "decisions add -i localhost",
        "decisions add -i 192.0.2.7 -d 4",
        "decisions add -i 192.0.2.7 -d -4h",
        "decisions add -v nowhere",
        "decisions delete",
        "decisions delete --contained",
        "decisions delete --id x",
        "decisions list -o xml",
        "decisions list --since yesterday",
        "alerts delete",
        "alerts inspect",
        "alerts inspect x",
      })
  void misuse_asks_lapi_nothing(String words) {
    assertThat(program.run(words.split(" "))).isEqualTo(2);
    assertThat(program.err.toString()).hasLineCount(1);
    assertThat(lapi.asked).isEmpty();
    assertThat(lapi.pushed).isEmpty();
  }

  @Test
  void output_of_the_file_counts_where_the_command_line_is_silent() throws Exception {
    Path file = Files.writeString(dir.resolve("json.yaml"), "cscli: {output: json}");

    new Program(lapi, Optional.of(file)).run("alerts", "list");
    program = new Program(lapi, Optional.of(file));
    program.run("alerts", "list");

    assertThat(program.out).hasToString("[]\n");
  }
}
