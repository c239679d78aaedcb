package io.gatehouse.lapi.active;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSetTest {

  @Test
  void of_nothing_there_is_nothing() {
    assertThat(new RowSet().isEmpty()).isTrue();
    assertThat(told(new RowSet())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 511, 512, 513, 5000})
  void tells_each_address_once_in_order(int count) {
    Random random = new Random(count);
    RowSet set = new RowSet();
    TreeSet<Integer> expected = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      int address = random.nextInt(2 * count);
      set.add(address);
      expected.add(address);
    }

    assertThat(set.isEmpty()).isFalse();
    assertThat(told(set)).containsExactlyElementsOf(expected);
    assertThat(set.next()).isEqualTo(Rows.NONE);
  }

  private static List<Integer> told(RowSet set) {
    List<Integer> told = new ArrayList<>();
    for (int address = set.next(); address != Rows.NONE; address = set.next()) {
      told.add(address);
    }
    return told;
  }
}
