package io.gatehouse.detector.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of {@code acquis.yaml} acts, or its reader is told that it does not. */
class AcquisitionKeysTest {
  private static final String FILE = "source: file\nfilenames: [/a]\nlabels: {type: t}\n";
  private static final String JOURNAL =
      "source: journalctl\njournalctl_filter: [a]\nlabels: {type: t}\n";

  /** What follows from a key, and what makes a document without it. */
  private record Row(String key, String value, String document) {}

  /** Keys that change what is acquired. */
  static Stream<Row> acting() {
    return Stream.of(
        new Row("source", "journalctl", FILE.replace("filenames: [/a]", "journalctl_filter: [a]")),
        new Row("name", "web", FILE),
        new Row("log_level", "debug", FILE),
        new Row("mode", "cat", FILE),
        new Row("labels", "{type: u}", FILE),
        new Row("use_time_machine", "true", FILE),
        new Row("transform", "evt.Line.Raw", FILE),
        new Row("filename", "/b", FILE),
        new Row("filenames", "[/b]", FILE),
        new Row("exclude_regexps", "[b]", FILE),
        new Row("max_buffer_size", "10", FILE),
        new Row("log_level", "debug", JOURNAL),
        new Row("mode", "cat", JOURNAL),
        new Row("journalctl_filter", "[b]", JOURNAL));
  }

  /** Keys that are told to have no effect. */
  static Stream<Row> told() {
    return Stream.of(
        new Row("unique_id", "u", FILE),
        new Row("force_inotify", "true", FILE),
        new Row("poll_without_inotify", "false", FILE),
        new Row("discovery_poll_enable", "true", FILE),
        new Row("discovery_poll_interval", "10s", FILE),
        new Row("unique_id", "u", JOURNAL));
  }

  private final List<ConfigProblem> warnings = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();

  private Acquisition read(String yaml) throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    ConfigFile document = ConfigFile.documentsOfText("acquis.yaml", yaml).get(0);
    Acquisition read = Acquisitions.of(document.open(Map.of(), report));
    warnings.addAll(report.finish());
    settings.addAll(report.settings());
    return read;
  }

  private static String with(Row row) {
    return row.document().replaceAll("(?m)^" + row.key() + ": .*\n", "")
        + row.key()
        + ": "
        + row.value()
        + "\n";
  }

  @ParameterizedTest
  @MethodSource("acting")
  void a_key_changes_what_is_acquired(Row row) throws Exception {
    String without = row.key().equals("source") ? FILE : row.document();
    assertThat(read(with(row))).isNotEqualTo(read(without));
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("told")
  void a_key_without_an_effect_is_told_once_with_its_place(Row row) throws Exception {
    read(with(row));
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("config: acquis.yaml:4: '" + row.key() + "' has no effect: ");
  }

  @Test
  void no_key_is_read_that_these_lists_leave_out() throws Exception {
    read(FILE);
    read(JOURNAL);
    List<String> listed = Stream.concat(acting(), told()).map(Row::key).toList();
    assertThat(settings)
        .extracting(setting -> setting.key().replaceFirst("\\..*", ""))
        .isSubsetOf(listed);
  }

  @Test
  void a_source_that_is_not_there_yet_is_told_on_loading() throws Exception {
    read("source: kafka\nbrokers: [b]\nlabels: {type: t}\n");
    assertThat(warnings).singleElement().asString().contains("'source' is \"kafka\"", "left out");
  }

  @ParameterizedTest
  @CsvSource({
    "mode: server, tail or cat",
    "log_level: loud, 'trace, debug, info'",
    "since: 1h, unknown",
    "max_message_len: 10, unknown"
  })
  void what_the_source_has_not_is_refused(String line, String expected) {
    assertThatThrownBy(() -> read(FILE + line + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("acquis.yaml:4")
        .hasMessageContaining(expected);
  }
}
