package io.gatehouse.daemon.lapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.GoldenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same, whether a server runs or the database has to be opened. */
@ParameterizedClass
@EnumSource
class BouncersAndMachinesTest {
  enum Server {
    RUNNING,
    ABSENT
  }

  @Parameter private Server server = Server.ABSENT;
  @TempDir private Path dir;
  private Program program = new Program(new ScriptedLapiConnection(), Optional.empty());
  private Optional<ServedDirectory> lapi = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    Path config = dir.resolve("c.yaml");
    Files.writeString(
        config,
        "config_paths: {data_dir: %s}\napi: {client: {credentials_path: %s}}\n"
            .formatted(dir, dir.resolve("credentials.yaml")));
    program = Program.onThisHost(config);
    if (server == Server.RUNNING) {
      lapi = Optional.of(ServedDirectory.at(dir, program.time));
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (lapi.isPresent()) {
      lapi.get().close();
    }
  }

  @Test
  void key_alone_is_printed_to_scripts() {
    assertThat(run("bouncers add fw -o raw")).isZero();
    assertThat(program.out.toString()).matches("[A-Za-z0-9+/]{43}\n");
    assertThat(program.err.toString()).isEmpty();
  }

  @Test
  void key_of_ones_own_is_kept() throws Exception {
    assertThat(run("bouncers add fw --key sesame-open-please-1234")).isZero();
    GoldenFile.matches("bouncers-add.txt", program.out.toString());

    assertThat(run("bouncers add fw2 --key sesame-open-please-5678 -o json")).isZero();
    assertThat(program.out).hasToString("\"sesame-open-please-5678\"\n");
  }

  @Test
  void key_has_the_length_that_is_asked_for() {
    assertThat(run("bouncers add fw -l 24 -o raw")).isZero();
    assertThat(program.out.toString()).matches("[0-9a-f]{48}\n");

    assertThat(run("bouncers add weak --length 8")).isEqualTo(2);
    assertThat(program.err.toString()).contains("16 to 64");
  }

  /** Scripts go by these names. */
  @Test
  void columns_for_scripts_are_those_of_cscli() {
    run("bouncers list -o raw");
    assertThat(program.out).hasToString("name,ip,revoked,last_pull,type,version,auth_type\n");
    run("machines list -o raw");
    assertThat(program.out)
        .hasToString(
            "machine_id,ip_address,updated_at,validated,version,auth_type,last_heartbeat,os\n");
  }

  @Test
  void bouncers_in_every_form() throws Exception {
    run("bouncers add fw -o raw");
    run("bouncers add nginx -o raw");

    assertThat(run("bouncers list")).isZero();
    GoldenFile.matches("bouncers-list.txt", program.out.toString());
    run("bouncers list -o raw");
    GoldenFile.matches("bouncers-list.csv", program.out.toString());
    run("bouncers list -o json");
    GoldenFile.matches("bouncers-list.json", program.out.toString());
    run("bouncers inspect fw");
    GoldenFile.matches("bouncers-inspect.txt", program.out.toString());
  }

  @Test
  void name_that_is_taken_is_one_line() {
    run("bouncers add fw");

    assertThat(run("bouncers add fw")).isEqualTo(1);
    assertThat(program.err.toString()).contains("fw").hasLineCount(1);
    assertThat(program.out.toString()).isEmpty();
  }

  @Test
  void bouncers_are_deleted_by_name() {
    run("bouncers add fw");
    run("bouncers add nginx");

    assertThat(run("bouncers delete fw nginx")).isZero();
    assertThat(program.out)
        .hasToString("bouncer 'fw' deleted successfully\nbouncer 'nginx' deleted successfully\n");
    assertThat(run("bouncers delete fw")).isEqualTo(1);
    assertThat(program.err.toString()).contains("there is no bouncer 'fw'");
    assertThat(run("bouncers delete fw --ignore-missing")).isZero();
  }

  @Test
  void cscli_has_more_words_for_some_verbs() {
    run("bouncers add fw");

    assertThat(run("bouncer remove fw")).isZero();
    assertThat(program.out).hasToString("bouncer 'fw' deleted successfully\n");
    assertThat(run("machines delete")).isEqualTo(2);
    assertThat(program.err.toString()).contains("which machines?");
  }

  @Test
  void old_alerts_are_flushed() {
    assertThat(run("alerts flush --max-items 10 --max-age 1h")).isZero();
    assertThat(program.out).hasToString("0 alert(s) flushed\n");
    assertThat(run("alerts flush --max-items 0")).isEqualTo(2);
  }

  @Test
  void silent_bouncers_are_pruned_after_a_yes() {
    run("bouncers add fw");
    program.time.advance(Duration.ofHours(2));
    run("bouncers add young");

    program.input("n\n");
    assertThat(run("bouncers prune")).isZero();
    assertThat(program.out).hasToString("Nothing was deleted.\n");
    assertThat(program.err.toString()).contains("fw").doesNotContain("young");

    program.input("y\n");
    run("bouncers prune");
    assertThat(program.out).hasToString("Successfully deleted 1 bouncers\n");
    run("bouncers prune --force");
    assertThat(program.out).hasToString("No bouncers to prune.\n");
  }

  @Test
  void password_alone_is_printed_to_scripts() {
    assertThat(run("machines add web01 -o raw")).isZero();
    assertThat(program.out.toString()).matches("[A-Za-z0-9]{64}\n");
    assertThat(dir.resolve("credentials.yaml")).doesNotExist();
  }

  @Test
  void credentials_are_written_for_their_owner_alone() throws Exception {
    Path file = dir.resolve("web01.yaml");

    assertThat(run("machines add web01 -p sesame -u http://10.0.0.1:8080/ -f " + file)).isZero();

    assertThat(Files.readString(file))
        .matches("url: .?http://10.0.0.1:8080/.?\nlogin: .?web01.?\npassword: .?sesame.?\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(program.out.toString())
        .isEqualTo(
            "Machine 'web01' successfully added to the LAPI.\nAPI credentials written to '%s'.\n"
                .formatted(file));
  }

  @Test
  void file_that_is_there_is_not_overwritten_unless_forced() throws Exception {
    run("machines add web01");
    assertThat(dir.resolve("credentials.yaml")).exists();

    assertThat(run("machines add web02")).isEqualTo(1);
    assertThat(program.err.toString()).contains("is there already; give --force").hasLineCount(1);
    run("machines list -o raw");
    assertThat(program.out.toString()).doesNotContain("web02");

    assertThat(run("machines add web01 --force -p other")).isZero();
    assertThat(Files.readString(dir.resolve("credentials.yaml"))).contains("other");
  }

  @Test
  void credentials_on_standard_output_are_alone_there() {
    assertThat(run("machines add web01 -p sesame -f -")).isZero();
    assertThat(program.out.toString()).matches("(?s)url: .*password: .?sesame.?\n");

    run("machines add web02 -p sesame -o json -u http://10.0.0.1:8080/");
    assertThat(program.out)
        .hasToString(
            """
            {
             "url": "http://10.0.0.1:8080/",
             "login": "web02",
             "password": "sesame"
            }
            """);
  }

  @Test
  void address_that_is_none_adds_no_machine() {
    assertThat(run("machines add web01 -u nowhere")).isEqualTo(2);
    run("machines list -o json");
    assertThat(program.out).hasToString("[]\n");
  }

  @Test
  void machines_in_every_form() throws Exception {
    run("machines add web01 -o raw");

    assertThat(run("machines list")).isZero();
    GoldenFile.matches("machines-list.txt", program.out.toString());
    run("machines list -o raw");
    GoldenFile.matches("machines-list.csv", program.out.toString());
    run("machines list -o json");
    GoldenFile.matches("machines-list.json", program.out.toString());
    run("machines inspect web01");
    GoldenFile.matches("machines-inspect.txt", program.out.toString());
  }

  @Test
  void machines_are_validated_deleted_and_pruned() {
    run("machines add web01 -o raw");
    run("machines add web02 -o raw");

    assertThat(run("machines validate web01")).isZero();
    assertThat(run("machines validate nobody")).isEqualTo(1);
    assertThat(run("machine remove --machine web01")).isZero();
    assertThat(run("machines delete web01")).isEqualTo(1);
    assertThat(run("machines delete web01 --ignore-missing")).isZero();
    program.time.advance(Duration.ofMinutes(11));
    run("machines prune --force --not-validated-only");
    assertThat(program.out).hasToString("No machines to prune.\n");
    run("machines prune --force");
    assertThat(program.out).hasToString("Successfully deleted 1 machines\n");
  }

  private int run(String words) {
    return program.anew().run(words.split(" "));
  }
}
