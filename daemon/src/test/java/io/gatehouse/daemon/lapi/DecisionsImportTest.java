package io.gatehouse.daemon.lapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.daemon.console.ProgramException;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsImportTest {
  @TempDir private Path dir;
  private final ScriptedLapiConnection lapi = new ScriptedLapiConnection();
  private Program program = new Program(lapi, Optional.empty());

  @BeforeEach
  void dataDirectory() throws Exception {
    Path config = Files.writeString(dir.resolve("c.yaml"), "config_paths: {data_dir: " + dir + "}");
    program = new Program(lapi, Optional.of(config));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "value,reason,duration,type,scope\n192.0.2.7,scan,7d,captcha,Ip\n\n\"192.0.2.0/24\",\"a, b\",,,\n",
        "[{\"value\":\"192.0.2.7\",\"reason\":\"scan\",\"duration\":\"7d\",\"type\":\"captcha\",\"id\":5},\n"
            + "{\"value\":\"192.0.2.0/24\",\"scenario\":\"a, b\",\"extra\":{\"a\":[1]}}]",
      })
  void rows_say_what_they_say_and_flags_the_rest(String text) throws Exception {
    Path file = Files.writeString(dir.resolve("list"), text);

    assertThat(program.run("decisions", "import", "-i", file.toString(), "-d", "24h")).isZero();

    Alert alert = lapi.pushed.get(0).get(0);
    assertThat(alert.decisions())
        .containsExactly(
            decision("captcha", "Ip", "192.0.2.7", "scan", Duration.ofDays(7)),
            decision("ban", "Range", "192.0.2.0/24", "a, b", Duration.ofDays(1)));
    assertThat(alert.scenario()).isEqualTo("import " + file + ": 2 IPs");
    assertThat(alert.message()).isEmpty();
    assertThat(alert.leakSpeed()).isEmpty();
    assertThat(alert.kind()).isEqualTo("cscli");
    assertThat(alert.source().scope()).isEmpty();
    assertThat(program.out).hasToString("Imported 2 decisions\n");
  }

  private static AlertDecision decision(
      String type, String scope, String value, String reason, Duration duration) {
    return new AlertDecision(0, "cscli-import", type, scope, value, reason, duration, false);
  }

  @Test
  void standard_input_is_read_as_values_unless_it_looks_otherwise() {
    program.input("\uFEFF# bad ones\r\n192.0.2.7\r\n\r\n 2001:DB8::/32 \n");

    assertThat(program.run("decisions", "import", "-i", "-", "-o", "json")).isZero();

    assertThat(lapi.pushed.get(0).get(0).decisions())
        .extracting(AlertDecision::value)
        .containsExactly("192.0.2.7", "2001:db8::/32");
    assertThat(program.out).hasToString("{\"imported\":2}\n");
    assertThat(lapi.pushed.get(0).get(0).scenario()).isEqualTo("import standard input: 2 IPs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "a.txt | 192.0.2.7\\n192.0.2.300 | :2: \"192.0.2.300\" is no IP address or prefix, as 192.0.2.7 is",
        "a.csv | value,duration\\n192.0.2.7,4h\\n192.0.2.8,4 | :3: \"4\" is no duration, as 30m, 4h or 7d are",
        "a.csv | value,duration\\n192.0.2.7,-4h | :2: \"-4h\" is no duration, as 30m, 4h or 7d are",
        "a.csv | value,type\\n192.0.2.7 | :2: 1 fields, where the first line names 2 columns",
        "a.csv | value\\n\"192.0.2.7 | :2: a quote is not closed on its line",
        "a.csv | value,type\\n\"192.0.2.7\"x,ban | :2: a comma is expected after the closing quote",
        "a.csv | value,why\\n | :1: \"why\": the first line names the columns: value, and any of duration, reason, scope, type",
        "a.csv | type\\n | :1: there is no column 'value': the first line names the columns: value, and any of duration, reason, scope, type",
        "a.csv | value\\n\"\" | :2: there is no value; an address or prefix is expected",
        "a.json | {\"value\": 1} | :1: a list of objects is expected: [{\"value\": \"192.0.2.7\"}]",
        "a.json | [{\"value\":\"192.0.2.7\"},\\n{\"value\":\"x\"}] | :2: \"x\" is no IP address or prefix, as 192.0.2.7 is",
        "a.json | [{\"value\":\"192.0.2.7\"},\\n7] | :2: \"7\": an object is expected",
        "a.json | [] [] | :1: there is more after the end of the list",
      })
  void a_row_that_makes_no_sense_is_named_and_nothing_is_imported(
      String name, String text, String complaint) throws Exception {
    Path file = Files.writeString(dir.resolve(name), text.replace("\\n", "\n"));

    assertThat(program.run("decisions", "import", "-i", file.toString())).isEqualTo(1);

    assertThat(program.err.toString())
        .isEqualTo(ProgramException.class.getName() + ": decisions: " + file + complaint + "\n");
    assertThat(lapi.pushed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a.txt, :1: the text is not UTF-8; save the file as UTF-8"})
  void bytes_that_are_no_text_are_refused(String name, String complaint) throws Exception {
    Path file = Files.write(dir.resolve(name), new byte[] {(byte) 0xC3, 0x28});

    assertThat(program.run("decisions", "import", "-i", file.toString())).isEqualTo(1);
    assertThat(program.err.toString()).contains(complaint);
  }

  @Test
  void broken_json_is_told_with_its_line() throws Exception {
    Path file = Files.writeString(dir.resolve("a.json"), "[{\"value\":\"192.0.2.7\"},\n{]");

    assertThat(program.run("decisions", "import", "-i", file.toString())).isEqualTo(1);
    assertThat(program.err.toString()).contains("a.json:2: not JSON: ").hasLineCount(1);
  }

  @Test
  void a_file_that_is_not_there_is_one_line() {
    assertThat(program.run("decisions", "import", "-i", dir + "/none")).isEqualTo(1);
    assertThat(program.err.toString()).contains("decisions: " + dir + "/none is not there");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 25000", "10000, 3, 5000", "25000, 1, 25000", "12000, 3, 1000"})
  void a_long_file_goes_in_batches(int batch, int alerts, int last) throws Exception {
    Path file = numbered(25_000);

    program.run("decisions", "import", "-i", file.toString(), "--batch", "" + batch);

    assertThat(lapi.pushed).hasSize(alerts);
    List<AlertDecision> tail = lapi.pushed.get(alerts - 1).get(0).decisions();
    assertThat(tail).hasSize(last);
    assertThat(tail.get(last - 1).value()).isEqualTo("10.0.97.167");
  }

  private Path numbered(int rows) throws Exception {
    Path file = dir.resolve("numbered.txt");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < rows; i++) {
        out.write("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255) + "\n");
      }
    }
    return file;
  }

  @Test
  void an_import_that_was_cut_off_is_told_and_can_be_resumed() throws Exception {
    Path file = numbered(25_000);
    lapi.failsAfter = 2;
    assertThat(program.run("decisions", "import", "-i", file.toString(), "--batch", "10000"))
        .isEqualTo(1);
    lapi.failsAfter = Integer.MAX_VALUE;
    lapi.pushed.clear();

    assertThat(program.anew().run("decisions", "import", "-i", file.toString(), "--resume"))
        .isZero();

    assertThat(program.out).hasToString("Imported 5000 decisions\n");
    assertThat(lapi.pushed.get(0).get(0).decisions().get(0).value()).isEqualTo("10.0.78.32");
    assertThat(journals()).isZero();
  }

  @Test
  void an_import_that_was_cut_off_begins_anew_with_a_word_about_it() throws Exception {
    Path file = numbered(25_000);
    lapi.failsAfter = 2;
    program.run("decisions", "import", "-i", file.toString(), "--batch", "10000");
    lapi.failsAfter = Integer.MAX_VALUE;
    Path other = Files.writeString(dir.resolve("other.txt"), "192.0.2.7\n");

    program.anew().run("decisions", "import", "-i", other.toString());
    assertThat(program.err)
        .hasToString(
            "decisions: an import of %s was cut off after 20,000 of 25,000; import it again, with --resume to go on\n"
                .formatted(file));

    program.anew().run("decisions", "import", "-i", file.toString());
    assertThat(program.err.toString())
        .startsWith("decisions: the last import of this file was cut off after 20,000 of 25,000");
    assertThat(program.out).hasToString("Imported 25000 decisions\n");
    assertThat(journals()).isZero();
  }

  private long journals() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(path -> path.getFileName().toString().startsWith("import-")).count();
    }
  }

  @Test
  void nothing_to_resume_is_an_error() throws Exception {
    Path file = numbered(3);

    assertThat(program.run("decisions", "import", "-i", file.toString(), "--resume")).isEqualTo(1);
    assertThat(program.err.toString()).contains("no import of this file was cut off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decisions import",
        "decisions import -i x --batch -1",
        "decisions import -i x --format xml",
        "decisions import -i x -d 0s",
      })
  void misuse(String words) {
    assertThat(program.run(words.split(" "))).isEqualTo(2);
  }
}
