package io.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {
  @Test
  void nothing_is_none() {
    assertThat(new DistinctCount().estimate()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 100, 500, 5000})
  void counts_about_right_however_often_each_is_seen(int distinct) {
    Random random = new Random(distinct);
    double sum = 0;
    for (int run = 0; run < 50; run++) {
      DistinctCount count = new DistinctCount();
      for (int i = 0; i < distinct; i++) {
        long hash = random.nextLong();
        count.note(hash);
        count.note(hash);
      }
      sum += count.estimate();
    }

    assertThat(sum / 50).isCloseTo(distinct, within(0.1 * distinct + 0.1));
  }
}
