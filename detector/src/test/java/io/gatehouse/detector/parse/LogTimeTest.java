package io.gatehouse.detector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTimeTest {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09.120Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2021-02-03T04:05:06Z                | 2021-02-03T04:05:06Z
          2021-02-03T04:05:06+02:00           | 2021-02-03T04:05:06+02:00
          2021-02-03T04:05:06.500-03:30       | 2021-02-03T04:05:06.5-03:30
          03/Feb/2021:04:05:06 +0100          | 2021-02-03T04:05:06+01:00
          Wed Feb  3 04:05:06 2021            | 2021-02-03T04:05:06Z
          wed feb 3 04:05:06 2021             | 2021-02-03T04:05:06Z
          03-Feb-2021 04:05:06 europe/paris   | 2021-02-03T04:05:06Z
          02/03/2021 04:05:06                 | 2021-02-03T04:05:06Z
          2021-02-03 04:05:06.25 +0100 CET    | 2021-02-03T04:05:06.25+01:00
          2021-02-03 04:05:06 +0000 UTC       | 2021-02-03T04:05:06Z
          Feb  3 04:05:06                     | 2026-02-03T04:05:06Z
          Feb 13 4:05:06                      | 2026-02-13T04:05:06Z
          Feb 29 04:05:06                     | 2026-03-01T04:05:06Z
          Wed Feb 03 04:05:06.000123 2021     | 2021-02-03T04:05:06.000123Z
          2021/02/03                          | 2021-02-03T00:00:00Z
          2021/02/03 04:05                    | 2021-02-03T04:05:00Z
          2021-02-03                          | 2021-02-03T00:00:00Z
          2021-02-03 04:05:06,789             | 2021-02-03T04:05:06.789Z
          1612325106                          | 2021-02-03T04:05:06Z
          1612325106.789                      | 2021-02-03T04:05:06Z
          """)
  void reads_what_logs_write(String written, String expected) {
    assertThat(LogTime.read(written, "", NOW).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          01/02/2006, 3:04:05 PM         | 02/03/2021, 4:05:06 PM        | 2021-02-03T16:05:06Z
          01/02/2006, 3:04:05 PM         | 02/03/2021, 12:05:06 AM       | 2021-02-03T00:05:06Z
          060102 15:04:05                | 210203 04:05:06               | 2021-02-03T04:05:06Z
          2006-01-02 15:04:05,999999999  | 2021-02-03 04:05:06,123       | 2021-02-03T04:05:06.123Z
          2006-01-02 15:04:05,999999999  | 2021-02-03 04:05:06           | 2021-02-03T04:05:06Z
          0102 15:04:05                  | 0203 04:05:06                 | 2026-02-03T04:05:06Z
          2006-01-02 15:04:05.000-0700   | 2021-02-03 04:05:06.789+0200  | 2021-02-03T04:05:06.789+02:00
          Mon Jan _2 15:04:05 2006       | Wed Feb  3 04:05:06 2021      | 2021-02-03T04:05:06Z
          Monday, 2. January 06 Z07:00   | Wednesday, 3. February 69 Z   | 1969-02-03T00:00:00Z
          02.01.2006 15h04 -07           | 03.02.2021 04h05 -03          | 2021-02-03T04:05:00-03:00
          """)
  void reads_by_the_layout_that_is_given(String layout, String written, String expected) {
    assertThat(LogTime.read(written, layout, NOW).text()).isEqualTo(expected);
  }

  @Test
  void a_layout_that_does_not_fit_leaves_it_to_the_known_ones() {
    assertThat(LogTime.read("Feb  3 04:05:06", "2006-01-02", NOW).text())
        .isEqualTo("2026-02-03T04:05:06Z");
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "yesterday",
    "2021-02-30",
    "2021-13-01",
    "Feb  3 24:05:06",
    "Feb  3 04:60:06",
    "Feb  3 04:05:06 and more",
    "-5",
    "99999999999999999999",
    "253402300800",
    "31556889864403199",
    "2021-02-03T04:05:06+99:00",
  })
  void what_is_no_time_means_now(String written) {
    LogTime time = LogTime.read(written, "", NOW);

    assertThat(time.text()).isEqualTo("2026-05-06T07:08:09.12Z");
    assertThat(time.instant()).isEqualTo(NOW);
  }

  @Test
  void the_text_keeps_the_zone_and_the_instant_does_not_need_it() {
    assertThat(LogTime.read("2021-02-03T04:05:06+02:00", "", NOW).instant())
        .isEqualTo(Instant.parse("2021-02-03T02:05:06Z"));
  }
}
