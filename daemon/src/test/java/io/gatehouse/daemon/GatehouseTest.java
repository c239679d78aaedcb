package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.console.SharedOptions;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.control.ControlSocket;
import io.gatehouse.daemon.settings.LogSettings;
import io.gatehouse.daemon.settings.LogSettings.Level;
import io.gatehouse.testing.ScriptedLapi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GatehouseTest {
  private static final Path DEBIAN =
      Path.of("src/test/resources/debian-crowdsec-firewall-bouncer.yaml");

  private static final String ONE_BAN =
      """
      {"new": [{"id": 1, "origin": "crowdsec", "scenario": "crowdsecurity/ssh-bf", "type": "ban",
        "scope": "Ip", "value": "198.51.100.7", "duration": "4h"}], "deleted": null}
      """;

  @TempDir private Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @MethodSource
  void help_of_every_verb(String verb) throws Exception {
    String[] words = verb.isEmpty() ? new String[0] : verb.split(" ");

    assertThat(run(concat(words, "--help"))).isZero();

    GoldenFile.matches(String.join("-", concat(words, "help.txt")), out.toString());
  }

  static Stream<String> help_of_every_verb() {
    return verbs("", Gatehouse.commandLine(Map.of()));
  }

  private static Stream<String> verbs(String prefix, CommandLine line) {
    return Stream.concat(
        Stream.of(prefix.strip()),
        line.getSubcommands().entrySet().stream()
            .filter(verb -> verb.getKey().equals(verb.getValue().getCommandName())) // no alias
            .flatMap(verb -> verbs(prefix + " " + verb.getKey(), verb.getValue())));
  }

  @Test
  void a_verb_that_comes_first_is_made_alone() {
    assertThat(Gatehouse.commandLine(Map.of(), "firewall", "-t").getSubcommands())
        .containsOnlyKeys("firewall");
    assertThat(Gatehouse.commandLine(Map.of(), "-c", "version", "firewall").getSubcommands())
        .containsKeys("firewall", "policy", "decisions", "version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version", "-V", "-version", "--version", "firewall -V", "firewall -version"})
  void every_way_to_ask_for_the_version(String words) {
    assertThat(run(words.split(" "))).isZero();
    assertThat(out.toString()).startsWith("gatehouse 0.1.0").contains(", Java ").endsWith(")\n");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "''                        | gatehouse: a verb is missing: up, demo, detector, firewall, forward-auth, export, policy, decisions, alerts, bouncers, machines, lapi, metrics, hubtest, explain, version",
        "decisions                 | gatehouse decisions: a verb is missing: list, add, delete, import",
        "decisions list -o xml     | gatehouse decisions list: Invalid value for option '--output'",
        "policy                    | gatehouse policy: a verb is missing: explain",
        "bogus                     | gatehouse: Unmatched argument at index 0: 'bogus'",
        "firewall -x               | gatehouse firewall: Unknown option: '-x'",
        "firewall -c               | gatehouse firewall: Missing required parameter for option '--config'",
        "firewall bogus            | gatehouse firewall: Unmatched argument",
        "firewall status -o xml    | gatehouse firewall status: Invalid value for option '--output'",
        "policy explain            | gatehouse policy explain: Missing required parameter",
        "policy explain localhost  | gatehouse policy explain: Invalid value",
        "policy explain 10.0.0.0/8 | gatehouse policy explain: Invalid value",
      })
  void misuse_is_one_line_and_exit_code_2(String words, String beginning) {
    String[] arguments = words.equals("''") ? new String[0] : words.split(" ");

    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith(beginning).contains("; see `").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void an_invalid_file_is_one_line_a_problem_and_exit_code_1() throws Exception {
    Path file = write("mode: nftables\nupdate_frequency: 10\n");

    assertThat(run("firewall", "-c", file.toString(), "-t")).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "config: %s: 'api_url' is missing; write 'api_url: http://127.0.0.1:8080/'"
                .formatted(file),
            "config: %s: 'api_key' is missing; create one with `cscli bouncers add NAME`, or give cert_path and key_path"
                .formatted(file),
            "config: %s:2: 'update_frequency' is \"10\": a unit is missing; write \"10s\""
                .formatted(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"firewall -c FILE -t", "-c FILE firewall -t", "firewall -t -c=FILE"})
  void debians_file_is_valid_wherever_it_is_named(String words) throws Exception {
    Path file = write(Files.readString(DEBIAN).replace("${BACKEND}", "nftables"));

    assertThat(run(words.replace("FILE", file.toString()).split(" "))).isZero();
    assertThat(out.toString()).isEqualTo("config is valid\n");
    assertThat(err.toString().lines())
        .containsExactly(
            "config: "
                + file
                + ":2: 'pid_dir' has no effect: the service manager knows the process",
            "config: "
                + file
                + ":4: 'daemonize' has no effect: it runs in the foreground; the service manager"
                + " does the rest",
            "config: " + file + ":13: 'api_key' is still a variable: API_KEY is not set");
  }

  @Test
  void checking_a_detector_tells_which_keys_of_a_source_have_no_effect() throws Exception {
    Path file = write("config_paths: {config_dir: %s, data_dir: %s}\n".formatted(dir, dir));
    Path sources = dir.resolve("acquis.yaml");
    Files.writeString(sources, "filename: /a\nlabels: {type: t}\nforce_inotify: true\n");

    assertThat(run("detector", "run", "-t", "-c", file.toString())).isZero();

    assertThat(err.toString())
        .startsWith("config: " + sources + ":3: 'force_inotify' has no effect: ")
        .hasLineCount(1);
    assertThat(out).hasToString("config is valid\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c FILE -o json --color no bouncers list",
        "bouncers --config=FILE --output json list --color no",
        "--debug bouncers -o json list --config FILE",
      })
  void what_is_cscli_s_for_every_verb_may_stand_anywhere(String words) throws Exception {
    Path file = write("config_paths: {data_dir: %s}\n".formatted(dir));

    assertThat(run(words.replace("FILE", file.toString()).split(" "))).isZero();
    assertThat(out).hasToString("[]\n");
  }

  @Test
  void the_level_on_the_command_line_beats_that_of_the_file() {
    SharedOptions options = new SharedOptions();
    new CommandLine(options).parseArgs("--error", "--debug");

    LogSettings log = options.log(LogSettings.standardError(Level.INFO));

    assertThat(log.level()).isEqualTo(Level.DEBUG);
  }

  @Test
  void the_environment_fills_in_variables() throws Exception {
    Path file = write(Files.readString(DEBIAN));
    Map<String, String> environment = Map.of("BACKEND", "dry-run", "API_KEY", "sesame");

    assertThat(run(environment, "firewall", "-c", file.toString(), "-t", "-v")).isZero();
    assertThat(out.toString()).contains("dry-run").contains("***").doesNotContain("sesame");
  }

  @Test
  void merged_text_is_printed_before_variables_are_filled_in() throws Exception {
    Path file = write(Files.readString(DEBIAN));

    assertThat(run(Map.of("BACKEND", "x"), "firewall", "-T", "-c", file.toString())).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(DEBIAN));
  }

  @Test
  void merged_text_holds_the_overlay() throws Exception {
    Path file = write("mode: nftables\n");
    Files.writeString(Path.of(file + ".local"), "api_key: abc\n");

    assertThat(run("firewall", "-T", "-c", file.toString())).isZero();
    assertThat(out.toString()).isEqualTo("mode: nftables\napi_key: abc\n");
  }

  @Test
  void status_of_nothing_running_says_so() throws Exception {
    Path file = write("mode: nftables\nrun_dir: " + dir + "\n");

    assertThat(run("firewall", "status", "-c", file.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("control: no firewall is running").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"firewall plan --decisions FILE", "firewall --decisions FILE plan"})
  void plans_for_a_file_of_decisions_wherever_it_is_named(String words) throws Exception {
    Path file = write("203.0.113.7\n");

    assertThat(run(words.replace("FILE", file.toString()).split(" "))).isZero();
    assertThat(out.toString())
        .contains("add element inet gatehouse banned4-g1 { 203.0.113.7 timeout ");
  }

  @Test
  void a_plan_waits_for_the_first_pull_even_where_the_firewall_would_not() throws Exception {
    try (ScriptedLapi lapi = ScriptedLapi.start().thenJson(ONE_BAN)) {
      Path file = write(lapi(lapi) + "retry_initial_connect: true\n");

      assertThat(run("firewall", "plan", "-c", file.toString())).isZero();

      assertThat(out.toString()).startsWith("fill generation 1 with 1 elements");
    }
  }

  @Test
  void a_plan_takes_no_decisions_away_from_a_running_firewall() throws Exception {
    try (ScriptedLapi lapi = ScriptedLapi.start();
        ControlSocket running =
            ControlSocket.open(
                dir, request -> ControlAnswer.done(Map.of()), InstantSource.system())) {
      Path file = write(lapi(lapi));

      assertThat(run("firewall", "plan", "-c", file.toString())).isEqualTo(1);

      assertThat(err.toString()).startsWith("plan: a firewall is running").hasLineCount(1);
      assertThat(lapi.connectionsAccepted()).as("beside %s", running.path()).isZero();
    }
  }

  private String lapi(ScriptedLapi lapi) {
    return "mode: nftables\napi_key: abc\napi_url: %s\nrun_dir: %s\n".formatted(lapi.url(), dir);
  }

  private Path write(String text) throws Exception {
    return Files.writeString(dir.resolve("f.yaml"), text);
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return Gatehouse.run(
        environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private static String[] concat(String[] words, String last) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }
}
