package io.gatehouse.policy;

import static io.gatehouse.policy.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharingStateTest {
  private static final SharingThresholds THRESHOLDS = SharingThresholds.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "0, DEDICATED",
    ".349, DEDICATED",
    ".35, POSSIBLE",
    ".699, POSSIBLE",
    ".70, SHARED",
    "1, SHARED"
  })
  void a_first_class_follows_the_score(double score, Sharing sharing) {
    assertThat(SharingState.first(score, NOW, THRESHOLDS).sharing()).isEqualTo(sharing);
  }

  @ParameterizedTest
  @CsvSource({
    "POSSIBLE,  .72, POSSIBLE",
    "POSSIBLE,  .81, SHARED",
    "POSSIBLE,  .30, POSSIBLE",
    "POSSIBLE,  .24, DEDICATED",
    "SHARED,    .68, SHARED",
    "SHARED,    .59, POSSIBLE",
    "SHARED,    .00, DEDICATED",
    "DEDICATED, .40, DEDICATED",
    "DEDICATED, .46, POSSIBLE",
    "DEDICATED, .75, POSSIBLE",
    "DEDICATED, 1.0, SHARED",
  })
  void a_young_class_changes_by_a_clear_difference_only(Sharing from, double score, Sharing to) {
    SharingState state = new SharingState(from, NOW);

    assertThat(state.next(score, NOW.plusSeconds(1799), THRESHOLDS).sharing()).isEqualTo(to);
  }

  @Test
  void an_old_class_follows_the_score() {
    SharingState state = new SharingState(Sharing.POSSIBLE, NOW);

    SharingState next = state.next(0.70, NOW.plus(Duration.ofMinutes(30)), THRESHOLDS);

    assertThat(next).isEqualTo(new SharingState(Sharing.SHARED, NOW.plus(Duration.ofMinutes(30))));
  }

  @Test
  void a_class_that_stays_keeps_its_age() {
    SharingState state = new SharingState(Sharing.POSSIBLE, NOW);

    assertThat(state.next(0.5, NOW.plusSeconds(9999), THRESHOLDS)).isSameAs(state);
  }

  @Test
  void a_wavering_score_changes_a_class_once_in_half_an_hour() {
    SharingState state = SharingState.first(0.72, NOW, THRESHOLDS);
    int changes = 0;
    for (int minute = 1; minute <= 120; minute++) {
      double score = minute % 2 == 0 ? 0.72 : 0.68;
      SharingState next = state.next(score, NOW.plus(Duration.ofMinutes(minute)), THRESHOLDS);
      changes += next.equals(state) ? 0 : 1;
      state = next;
    }
    assertThat(changes).isLessThanOrEqualTo(4);
  }

  @Test
  void thresholds_are_in_order() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SharingThresholds(0.7, 0.35, 0.1, Duration.ofMinutes(30)));
  }

  @ParameterizedTest
  @CsvSource({
    "DEDICATED, DEDICATED, DEDICATED",
    "POSSIBLE,  DEDICATED, FORGEABLE",
    "SHARED,    DEDICATED, FORGEABLE",
    "POSSIBLE,  POSSIBLE,  POSSIBLE",
    "SHARED,    POSSIBLE,  SHARED",
    "SHARED,    SHARED,    SHARED"
  })
  void what_is_shared_by_forgeable_signs_alone_stands_apart(
      Sharing all, Sharing firm, Standing standing) {
    assertThat(Standing.of(all, firm)).isEqualTo(standing);
  }
}
