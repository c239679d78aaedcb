package io.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a map, with few enough slots that runs of them cross the end of the table. */
class TargetIndexRandomTest {
  private static final int STEPS = 60_000;

  private final Rows rows = new Rows();
  private final TargetIndex index = new TargetIndex(rows);
  private final Map<Key, Integer> expected = new HashMap<>();

  private record Key(long high, long low, int bits) {}

  /** Keys by row number. */
  private static final class Rows implements TargetIndex.Keys {
    final List<Key> keys = new ArrayList<>();

    @Override
    public long high(int row) {
      return keys.get(row).high();
    }

    @Override
    public long low(int row) {
      return keys.get(row).low();
    }

    @Override
    public int bits(int row) {
      return keys.get(row).bits();
    }
  }

  /** Just below the first growth, just above it, and far beyond. */
  @ParameterizedTest
  @ValueSource(ints = {670, 700, 20_000})
  void finds_what_a_map_finds(int targets) {
    Random random = new Random(targets);
    for (int step = 0; step < STEPS; step++) {
      change(key(random.nextInt(targets)));
      if (step % 2_000 == 0) {
        assertSame(targets);
      }
    }
    assertSame(targets);
  }

  @ParameterizedTest
  @ValueSource(ints = {670, 20_000})
  void is_empty_once_all_was_removed(int targets) {
    for (int i = 0; i < targets; i++) {
      index.addHead(newRow(key(i)));
    }
    expected.values().forEach(index::removeHead);
    expected.clear();

    assertThat(index.size()).isZero();
    assertSame(targets);
  }

  /** Puts a target in, gives a known one another row, or removes it. */
  private void change(Key key) {
    Integer known = expected.get(key);
    if (known == null) {
      index.addHead(newRow(key));
    } else if (known % 4 == 0) {
      index.putHead(newRow(key));
    } else {
      index.removeHead(known);
      expected.remove(key);
    }
  }

  private int newRow(Key key) {
    rows.keys.add(key);
    int row = rows.keys.size() - 1;
    expected.put(key, row);
    return row;
  }

  private void assertSame(int targets) {
    assertThat(index.size()).isEqualTo(expected.size());
    for (int i = 0; i < targets; i++) {
      Key key = key(i);
      assertThat(index.head(key.high(), key.low(), key.bits()))
          .as("%s", key)
          .isEqualTo(expected.getOrDefault(key, TargetIndex.NONE));
    }
  }

  /** A third each differ in one of the three numbers only. */
  private static Key key(int number) {
    return switch (number % 3) {
      case 0 -> new Key(0, 0xFFFF_0000_0000L + number, 128);
      case 1 -> new Key(0x2001_0DB8_0000_0000L + number, 0, 64);
      default -> new Key(0, 0, (number % 129) + ((number / 129) << 8));
    };
  }
}
