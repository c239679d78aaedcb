package io.gatehouse.daemon.lapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a verb finds a LAPI, and what it says when it does not; against the real server. */
class ReachTest {
  @TempDir private Path dir;
  @TempDir private Path elsewhere;
  private Program here = new Program(new ScriptedLapiConnection(), Optional.empty());
  private Program away = here;

  @BeforeEach
  void configure() throws Exception {
    here = Program.onThisHost(config(dir));
    away = Program.onThisHost(config(elsewhere));
  }

  private static Path config(Path dir) throws Exception {
    return Files.writeString(dir.resolve("config.yaml"), "config_paths: {data_dir: " + dir + "}\n");
  }

  private ServedDirectory serve() throws Exception {
    return ServedDirectory.at(dir, here.time);
  }

  @Test
  void decisions_come_and_go_at_the_admin_socket() throws Exception {
    try (ServedDirectory lapi = serve()) {
      assertThat(run(here, "decisions add -i 192.0.2.7")).as(lapi.url()).isZero();
      assertThat(run(here, "decisions list -o raw")).isZero();
      assertThat(here.out.toString())
          .contains(",cscli,Ip:192.0.2.7,manual 'ban' from 'localhost',ban,,,1,4h0m0s,false,");

      assertThat(run(here, "decisions delete -i 192.0.2.7")).isZero();
      assertThat(here.out).hasToString("1 decision(s) deleted\n");
      assertThat(run(here, "decisions list")).isZero();
      assertThat(here.out).hasToString("No active decisions\n");
    }
  }

  @Test
  void old_alerts_are_flushed_and_those_with_active_decisions_stay() throws Exception {
    try (ServedDirectory lapi = serve()) {
      assertThat(run(here, "decisions add -i 192.0.2.7")).as(lapi.url()).isZero();
      run(here, "decisions add -i 192.0.2.8");
      run(here, "decisions add -i 192.0.2.9");
      run(here, "decisions delete -i 192.0.2.8");

      assertThat(run(here, "alerts flush --max-items 1")).isZero();

      assertThat(here.out).hasToString("1 alert(s) flushed\n");
      run(here, "alerts list -o raw");
      assertThat(here.out.toString()).contains("192.0.2.7").doesNotContain("192.0.2.8");
    }
  }

  @Test
  void import_of_many_is_listed_whole() throws Exception {
    Path file = elsewhere.resolve("list.txt");
    Files.writeString(file, "192.0.2.1\n192.0.2.2\n2001:db8::/64\n");
    try (ServedDirectory lapi = serve()) {
      assertThat(run(here, "decisions import -i " + file + " --batch 2")).as(lapi.url()).isZero();
      run(here, "decisions list -o raw --origin cscli-import");
      assertThat(here.out.toString()).hasLineCount(4).contains("Range:2001:db8::/64");
      run(here, "alerts list -o raw");
      assertThat(here.out.toString()).contains("import " + file + ": 2 IPs");
    }
  }

  @Test
  void credentials_reach_a_lapi_elsewhere() throws Exception {
    Path credentials = elsewhere.resolve("local_api_credentials.yaml");
    try (ServedDirectory lapi = serve()) {
      run(here, "machines add web01 -f " + credentials + " -u " + lapi.url());

      assertThat(run(away, "decisions add -i 192.0.2.8 -R why")).isZero();
      assertThat(run(away, "lapi status -o json")).isZero();
      assertThat(away.out.toString())
          .contains("\"login\": \"web01\"", "\"lapi\": \"" + lapi.url(), "\"status\": \"up\"");
      run(here, "alerts list -o raw -m");
      assertThat(here.out.toString()).contains(",cscli,web01");
    }
  }

  @Test
  void a_host_registers_and_is_let_in() throws Exception {
    try (ServedDirectory lapi = serve()) {
      assertThat(run(away, "lapi register --machine web02 -u " + lapi.url())).isZero();
      assertThat(away.out.toString()).contains("machines validate web02");
      assertThat(run(away, "decisions list")).isEqualTo(1);
      assertThat(away.err.toString()).hasLineCount(1);

      run(here, "machines validate web02");

      assertThat(run(away, "decisions list")).isZero();
    }
  }

  @Test
  void a_wrong_password_is_one_line_without_it() throws Exception {
    try (ServedDirectory lapi = serve()) {
      credentials(lapi.url(), "a-wrong-password");

      assertThat(run(away, "decisions list")).isEqualTo(1);
      assertThat(away.err.toString())
          .contains("web01")
          .doesNotContain("a-wrong-password")
          .hasLineCount(1);
    }
  }

  @Test
  void a_lapi_that_is_down_is_one_line() throws Exception {
    credentials("http://127.0.0.1:1/", "sesame");

    assertThat(run(away, "decisions list")).isEqualTo(1);
    assertThat(away.err.toString()).contains("http://127.0.0.1:1/").hasLineCount(1);
  }

  @Test
  void no_lapi_at_all_says_how_to_get_one() {
    assertThat(run(away, "decisions list")).isEqualTo(1);
    assertThat(away.err.toString())
        .contains("nobody listens at " + elsewhere.resolve("admin.sock"))
        .contains("gatehouse lapi serve")
        .hasLineCount(1);
  }

  @Test
  void unknown_key_is_one_line_with_what_was_meant() throws Exception {
    Files.writeString(elsewhere.resolve("config.yaml"), "api: {servr: {}}\n");

    assertThat(run(away, "decisions list")).isEqualTo(1);
    assertThat(away.err.toString())
        .contains("'api.servr' is unknown; did you mean 'api.server'?")
        .hasLineCount(1);
  }

  @Test
  void unknown_numbers_are_one_line() throws Exception {
    try (ServedDirectory lapi = serve()) {
      assertThat(run(here, "decisions delete --id 77")).as(lapi.url()).isEqualTo(1);
      assertThat(here.err.toString()).contains("there is no decision 77").hasLineCount(1);
      assertThat(run(here, "alerts delete --id 77")).isEqualTo(1);
      assertThat(run(here, "alerts inspect 77")).isEqualTo(1);
    }
  }

  @Test
  void a_database_in_use_is_one_line() throws Exception {
    try (ServedDirectory lapi = serve()) {
      Files.delete(dir.resolve("admin.sock"));

      assertThat(run(here, "bouncers list")).as(lapi.url()).isEqualTo(1);
      assertThat(here.err.toString()).contains("gatehouse.db").hasLineCount(1);
    }
  }

  @Test
  void a_server_that_starts_is_waited_for() throws Exception {
    Path socket = dir.resolve("admin.sock");
    Path later = dir.resolve("later.sock");
    try (ServedDirectory lapi = serve()) {
      Files.move(socket, later);
      Program early = Program.onThisHost(dir.resolve("config.yaml"), () -> rename(later, socket));

      assertThat(run(early, "bouncers add fw -o raw")).as(lapi.url()).isZero();

      assertThat(early.err.toString()).isEmpty();
      assertThat(run(here, "bouncers list -o raw")).isZero();
      assertThat(here.out.toString()).contains("fw,");
    }
  }

  @Test
  void another_command_that_has_the_database_is_waited_for() throws Exception {
    LapiDatabase other = LapiDatabase.open(dir.resolve("gatehouse.db"), here.time);
    Program second = Program.onThisHost(dir.resolve("config.yaml"), () -> close(other));

    assertThat(run(second, "bouncers add fw -o raw")).isZero();
    assertThat(second.err.toString()).isEmpty();
  }

  private static void rename(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(LapiDatabase database) {
    try {
      database.close();
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  private void credentials(String url, String password) throws Exception {
    Files.writeString(
        elsewhere.resolve("local_api_credentials.yaml"),
        "url: %s\nlogin: web01\npassword: %s\n".formatted(url, password));
  }

  private static int run(Program program, String words) {
    return program.anew().run(words.split(" "));
  }
}
