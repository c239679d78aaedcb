package io.gatehouse.lapi.active;

import static io.gatehouse.lapi.active.Given.NOON;
import static io.gatehouse.lapi.active.Given.ban;
import static io.gatehouse.lapi.active.Given.ids;
import static io.gatehouse.lapi.active.Given.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionTest {
  private static final int SLACK = 10;

  private final ActiveDecisions active =
      new ActiveDecisions(new Retention(Duration.ofMinutes(1), 20, SLACK), 8);
  private long commit;

  /** Adds and removes so many, a commit for each step; the k-th has the id k. */
  private void churn(int count, int removedAfterSeconds) {
    for (int i = 0; i < count; i++) {
      long id = commit / 2 + 1;
      active.committed(++commit, List.of(ban(id, "192.0.2." + id % 250)), List.of());
      active.committed(
          ++commit, List.of(), List.of(new Removal(id, NOON.plusSeconds(removedAfterSeconds))));
    }
  }

  @Test
  void tombstones_stay_while_they_are_young_and_few() {
    churn(20, 0);

    assertThat(active.completeSince()).isZero();
    assertThat(ids(stream(active, "", 2 * 18, NOON))).isEqualTo("| 19 20");
  }

  @Test
  void the_oldest_go_when_they_are_too_many() {
    churn(20 + SLACK + 1, 0);

    assertThat(active.completeSince()).isEqualTo(2 * (SLACK + 1));
    assertThat(ids(stream(active, "startup=true", 0, NOON))).startsWith("| 12 13 14 ");
  }

  @Test
  void old_ones_go_when_newer_ones_come() {
    churn(SLACK, 0);
    churn(1, 59);
    assertThat(active.completeSince()).isZero();
    churn(2, 62);

    assertThat(active.completeSince()).isZero();
    churn(1, 125);
    assertThat(active.completeSince()).isEqualTo(2 * (SLACK + 3));
  }

  @Test
  void a_cursor_older_than_the_tombstones_gets_everything() {
    churn(20 + SLACK + 1, 0);
    active.committed(++commit, List.of(ban(1000, "192.0.2.251")), List.of());
    long since = active.completeSince();

    assertThat(ids(stream(active, "", since, NOON))).startsWith("1000 | 12 13 ");
    assertThat(ids(stream(active, "", since - 1, NOON))).startsWith("1000 | 12 13 ");
    assertThat(ids(stream(active, "", commit - 1, NOON))).isEqualTo("1000 |");
  }

  @Test
  void an_answer_that_began_before_ends_as_it_began() {
    churn(20 + SLACK, 0);
    StreamQuestion question = Given.question("startup=true", 0, NOON);
    String early = Given.text(active.stream(question));
    StreamAnswer late = active.stream(question);
    churn(5, 0);

    assertThat(active.completeSince()).isPositive();
    assertThat(Given.text(late)).isEqualTo(early);
  }

  @Test
  void counts_and_lookups_survive() {
    active.committed(++commit, List.of(ban(1, "198.51.100.1")), List.of());
    commit++;
    churn(40, 0);

    assertThat(active.completeSince()).isPositive();
    assertThat(active.counts())
        .containsExactly(new ActiveCount("test/ssh-bf", "crowdsec", "ban", 1));
    assertThat(active.ids(Given.liveFilter("ip=198.51.100.1"), NOON)).containsExactly(1);
    assertThat(active.ids(Given.liveFilter("ip=192.0.2.3"), NOON)).isEmpty();
  }
}
