package io.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {
  private final RecentIds ids = new RecentIds();

  @Test
  void counts_who_was_seen_lately() {
    ids.note(1, 100);
    ids.note(2, 200);
    ids.note(1, 300);

    assertThat(ids.since(200)).isEqualTo(2);
    assertThat(ids.since(201)).isEqualTo(1);
  }

  @Test
  void forgets() {
    ids.note(1, 100);
    ids.note(2, 100);

    ids.forget(1);
    ids.forget(3);

    assertThat(ids.since(0)).isEqualTo(1);
  }

  @Test
  void keeps_the_latest_of_too_many() {
    for (int id = 0; id < 1000; id++) {
      ids.note(id, id);
    }

    assertThat(ids.since(0)).isEqualTo(RecentIds.MOST);
    assertThat(ids.since(1000 - RecentIds.MOST)).isEqualTo(RecentIds.MOST);
  }
}
