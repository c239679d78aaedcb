package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.AlertSource;
import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.active.StoredDecision;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.testing.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionTableTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final List<StoredDecision> added = new ArrayList<>();
  private final List<Removal> removed = new ArrayList<>();
  private final List<Long> commits = new ArrayList<>();
  private LapiDatabase database;

  @BeforeEach
  void open() throws StorageException {
    database =
        LapiDatabase.open(
            directory.resolve("gatehouse.db"),
            time,
            (commit, more, fewer) -> {
              commits.add(commit);
              added.addAll(more);
              removed.addAll(fewer);
            });
  }

  @AfterEach
  void close() throws StorageException {
    database.close();
  }

  private void ban(String value, Duration duration) throws StorageException {
    database.alerts().add("web01", List.of(SampleAlerts.banning(time.instant(), value, duration)));
  }

  @Test
  void ended_by_hand_is_over_now_and_only_once() throws Exception {
    ban("192.0.2.7", HOUR);
    time.advance(Duration.ofMinutes(10));

    assertThat(database.decisions().end(List.of(1L, 99L), time.instant())).isEqualTo(1);
    assertThat(database.decisions().end(List.of(1L), time.instant())).isZero();

    assertThat(removed).containsExactly(new Removal(1, START.plus(Duration.ofMinutes(10))));
    assertThat(database.decisions().sweep()).isZero();
    assertThat(commits).containsExactly(1L, 2L);
  }

  @Test
  void a_sweep_ends_what_is_due_in_one_commit() throws Exception {
    ban("192.0.2.7", HOUR);
    ban("192.0.2.8", HOUR);
    ban("192.0.2.9", HOUR.plusSeconds(1));

    time.advance(HOUR);

    assertThat(database.decisions().sweep()).isEqualTo(2);
    assertThat(removed).extracting(Removal::id).containsExactly(1L, 2L);
    assertThat(commits).containsExactly(1L, 2L, 3L, 4L);
    assertThat(database.decisions().sweep()).isZero();
  }

  @Test
  void thousands_end_at_once() throws Exception {
    database.alerts().add(null, List.of(SampleAlerts.importing(START, 12_000, HOUR)));
    var half = LongStream.rangeClosed(1, 6_000).boxed().toList();

    assertThat(database.decisions().end(half, START)).isEqualTo(6_000);
    time.advance(HOUR);
    assertThat(database.decisions().sweep()).isEqualTo(6_000);
    assertThat(removed).extracting(Removal::id).doesNotHaveDuplicates().hasSize(12_000);
  }

  @Test
  void counts_what_covers_an_address() throws Exception {
    ban("10.0.0.0/8", HOUR);
    ban("10.1.2.3", HOUR.multipliedBy(2));
    ban("10.1.2.4", HOUR);
    time.advance(HOUR);
    ban("10.1.2.3", HOUR.multipliedBy(5));

    IpPrefix address = IpPrefix.parse("10.1.2.3");
    DecisionTable decisions = database.decisions();
    assertThat(decisions.count(address)).isEqualTo(3);
    assertThat(decisions.countSince(address, time.instant())).isEqualTo(1);
    assertThat(decisions.countActive(address)).isEqualTo(2);
    assertThat(decisions.timeLeft(address)).isEqualTo(HOUR.multipliedBy(5));
    assertThat(decisions.count(IpPrefix.parse("10.0.0.0/9"))).isEqualTo(1);
    assertThat(decisions.count(IpPrefix.parse("192.0.2.1"))).isZero();
    assertThat(decisions.timeLeft(IpPrefix.parse("192.0.2.1"))).isEqualTo(Duration.ZERO);
  }

  @Test
  void counts_of_an_ipv6_address_look_at_every_length() throws Exception {
    ban("::/0", HOUR);
    ban("2001:db8::/32", HOUR);
    ban("2001:db8::1", HOUR);
    ban("0.0.0.0/0", HOUR);

    assertThat(database.decisions().count(IpPrefix.parse("2001:db8::1"))).isEqualTo(3);
    assertThat(database.decisions().count(IpPrefix.parse("192.0.2.1"))).isEqualTo(1);
  }

  @Test
  void listeners_get_canonical_scopes_and_uuids_where_there_are_any() throws Exception {
    var source = AlertSource.of("lists:x", "");
    database
        .alerts()
        .add(
            null,
            List.of(
                SampleAlerts.of(
                    START,
                    source,
                    List.of(
                        SampleAlerts.decision("lists", "range", "192.0.2.0/24", HOUR),
                        SampleAlerts.decision("cscli", "username", "eve", HOUR)))));

    assertThat(added).extracting(StoredDecision::scope).containsExactly("Range", "username");
    assertThat(added.get(0).uuid()).isNull();
    assertThat(added.get(1).uuid()).isNotNull().extracting(UUID::version).isEqualTo(4);
    assertThat(added.get(1).until()).isEqualTo(START.plus(HOUR));
  }

  @Test
  void a_duration_of_a_million_years_ends_with_the_calendar() throws Exception {
    ban("192.0.2.7", Duration.ofDays(365_000_000));

    assertThat(added.get(0).until()).isEqualTo("9999-12-31T23:59:59.999Z");
  }

  @Test
  void tombstones_outlive_their_alert_but_not_a_week() throws Exception {
    ban("192.0.2.7", HOUR);
    ban("192.0.2.8", Duration.ofDays(30));
    database.alerts().delete(1);
    database.decisions().end(List.of(2L), time.instant());
    ban("192.0.2.9", Duration.ofDays(30));

    assertThat(loaded()).containsExactly("192.0.2.7+1-3", "192.0.2.8+2-4", "192.0.2.9+5-0");

    time.advance(Duration.ofDays(6));
    ban("192.0.2.10", HOUR);
    time.advance(Duration.ofDays(1).plusMinutes(2));

    assertThat(loaded()).containsExactly("192.0.2.9+5-0", "192.0.2.10+6-0");
  }

  /** Reads {@code value+added-removed}. */
  private List<String> loaded() throws StorageException {
    List<String> rows = new ArrayList<>();
    database.load(
        (decision, addedBy, removedBy) ->
            rows.add(decision.value() + "+" + addedBy + "-" + removedBy));
    return rows;
  }
}
