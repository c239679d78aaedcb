package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.ManualTime;
import io.gatehouse.testing.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionFileTest {
  private final ManualTime time = ManualTime.at("2026-01-01T12:00:00Z");
  private final RecordingSink sink = new RecordingSink();

  @TempDir private Path dir;

  private DecisionFile file(String name, String content) throws IOException {
    Path path = Files.writeString(dir.resolve(name), content);
    return new DecisionFile(path, Duration.ofHours(4), time, new AnswerLimits(100_000, 10));
  }

  private LapiException failureOf(DecisionFile file) {
    return catchThrowableOfType(LapiException.class, () -> file.readInto(sink));
  }

  @Test
  void reads_an_address_or_prefix_a_line() throws Exception {
    String text = "\uFEFF# a list\n192.0.2.1\n\n  2001:db8::/32   # with a reason\r\n198.51.100.7";

    PullSummary summary = file("spam.txt", text).readInto(sink);

    assertThat(summary.added()).isEqualTo(3);
    assertThat(sink.lines())
        .containsExactly(
            "begin FULL",
            "+0 192.0.2.1 ban file spam.txt 2026-01-01T16:00:00Z",
            "+0 2001:db8::/32 ban file spam.txt 2026-01-01T16:00:00Z",
            "+0 198.51.100.7 ban file spam.txt 2026-01-01T16:00:00Z",
            "commit");
  }

  @Test
  void leaves_bad_lines_out_and_says_where_they_are() throws Exception {
    DecisionFile file =
        file("spam.txt", "192.0.2.1\nexample.com\n# x\n1.2.3.4/33\n1.1.1.1,2.2.2.2");

    try (LogLines log = LogLines.of(DecisionFile.class.getName())) {
      PullSummary summary = file.readInto(sink);

      assertThat(summary.skipped().count()).isEqualTo(3);
      assertThat(log.levels()).containsExactly("WARN");
      assertThat(log.texts().get(0))
          .contains("3 rows of", "spam.txt:2: 'example.com' is not an IP address or prefix")
          .contains("spam.txt:4: '1.2.3.4/33'", "spam.txt:5: '1.1.1.1,2.2.2.2'");
    }
    assertThat(sink.rows()).hasSize(1);
  }

  @Test
  void reads_a_stream_answer() throws Exception {
    DecisionFile file = file("all.json", "\n " + Wire.stream(Wire.BAN, Wire.BAN));

    PullSummary summary = file.readInto(sink);

    assertThat(summary).extracting(PullSummary::added, PullSummary::deleted).containsOnly(1L);
    assertThat(sink.rows().get(0))
        .isEqualTo("+1 192.0.2.1 ban crowdsec crowdsecurity/ssh-bf 2026-01-01T16:00:00Z");
  }

  @Test
  void reads_a_list_of_decisions() throws Exception {
    assertThat(file("live.json", "[" + Wire.BAN + "]").readInto(sink).added()).isEqualTo(1);
  }

  @Test
  void says_in_which_line_json_is_broken() throws Exception {
    LapiException failure = failureOf(file("all.json", "{\n\"new\": [\n" + Wire.BAN + "\n}"));

    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(failure).hasMessageContaining("all.json:4: ");
    assertThat(sink.lines()).endsWith("abort");
  }

  @Test
  void reads_what_cscli_lists() throws Exception {
    String csv =
        """
        id,source,ip,reason,action,country,as,events_count,expiration,simulated,alert_id
        7,cscli,Ip:192.0.2.9,"manual ""ban"", by me",ban,,,1,3h59m57.5s,false,3
        8,crowdsec,Range:2001:db8::/32,crowdsecurity/ssh-bf,captcha,FR,64500 X,6,1h,false,4
        9,crowdsec,Ip:192.0.2.10,crowdsecurity/ssh-bf,ban,FR,64500 X,6,1h,true,4
        10,crowdsec,Country:fr,x # y,ban,,,6,1h,false,4
        """;

    file("list.csv", csv).readInto(sink);

    assertThat(sink.rows())
        .containsExactly(
            "+7 192.0.2.9 ban cscli manual \"ban\", by me 2026-01-01T15:59:58Z",
            "+8 2001:db8::/32 captcha crowdsec crowdsecurity/ssh-bf 2026-01-01T13:00:00Z",
            "+10 Country:FR ban crowdsec x # y 2026-01-01T13:00:00Z");
  }

  @Test
  void reads_what_cscli_imports() throws Exception {
    file("in.csv", "duration,scope,value\n24h,ip,1.2.3.4\n,,5.6.7.8\n").readInto(sink);

    assertThat(sink.rows())
        .containsExactly(
            "+0 1.2.3.4 ban file in.csv 2026-01-02T12:00:00Z",
            "+0 5.6.7.8 ban file in.csv 2026-01-01T16:00:00Z");
  }

  @Test
  void empty_file_is_an_empty_pull() throws Exception {
    assertThat(file("none.txt", "").readInto(sink).added()).isZero();
    assertThat(sink.lines()).containsExactly("begin FULL", "commit");
  }

  @Test
  void too_long_a_list_is_refused_whole() throws Exception {
    LapiException failure = failureOf(file("spam.txt", "192.0.2.1\n".repeat(11)));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(sink.lines()).endsWith("abort");
  }

  @Test
  void missing_file_is_named() {
    Path path = dir.resolve("none.txt");

    LapiException failure =
        failureOf(new DecisionFile(path, Duration.ofHours(4), time, AnswerLimits.DEFAULT));

    assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE_FILE);
    assertThat(failure).hasMessage("decisions: " + path + ": there is no such file");
    assertThat(sink.lines()).isEmpty();
  }
}
