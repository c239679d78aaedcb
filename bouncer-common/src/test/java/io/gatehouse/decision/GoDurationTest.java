package io.gatehouse.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "4h, PT4H",
    "-1s, PT-1S",
    "+5m, PT5M",
    "2h0m0.5s, PT2H0.5S",
    "3h59m57.641708614s, PT3H59M57.641708614S",
    "300ms, PT0.3S",
    "1.5µs, PT0.0000015S",
    "1.5us, PT0.0000015S",
    "7ns, PT0.000000007S",
    "7d, PT168H",
    "1d12h, PT36H",
    ".5h, PT30M",
    "-2h44m47s, PT-2H-44M-47S"
  })
  void reads_go_durations_and_days(String text, Duration expected) {
    assertThat(GoDuration.parse(text)).isCloseTo(expected, Duration.ofNanos(1000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "10", "h", "4x", "1.2.3s", ".s", "4 h", "four", "4hh", "1y", "NaNs"})
  void refuses_what_has_no_number_or_unit(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> GoDuration.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT57S, 57s",
    "PT3M, 3m0s",
    "PT164H35M33S, 164h35m33s",
    "PT-2H-44M-47S, -2h44m47s",
    "PT-1S, -1s"
  })
  void writes_whole_seconds_as_go_does(Duration duration, String text) {
    assertThat(GoDuration.format(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999h", "-99999999999999999999h"})
  void cuts_what_is_longer_than_can_be_told(String text) {
    assertThat(GoDuration.parse(text).abs()).isGreaterThan(Duration.ofDays(290 * 365));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT90S, 1m30s",
    "PT1.5S, 1.5s",
    "PT2M0.25S, 2m0.25s",
    "PT-1.000000001S, -1.000000001s",
    "PT0.3S, 300ms",
    "PT0.0000155S, 15.5µs",
    "PT0.000000007S, 7ns"
  })
  void writes_fractions_as_go_does(Duration duration, String text) {
    assertThat(GoDuration.exact(duration)).isEqualTo(text);
  }
}
