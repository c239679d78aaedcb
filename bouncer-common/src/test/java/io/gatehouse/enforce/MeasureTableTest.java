package io.gatehouse.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTableTest {
  private static final long SOON = 2_000_000_000L;
  private static final MeasureKind BAN = kind(Origin.CROWDSEC);
  private static final MeasureKind LISTED = kind(Origin.CAPI);

  private final MeasureTable table = new MeasureTable(() -> Instant.ofEpochSecond(1_900_000_000L));

  @Test
  void tells_what_was_added_removed_and_refreshed_since_the_acknowledgement() {
    put("192.0.2.1", BAN, SOON);
    put("192.0.2.2", BAN, SOON);
    table.acknowledge();

    put("192.0.2.1", LISTED, SOON);
    remove("192.0.2.2");
    put("192.0.2.3", BAN, SOON);

    assertThat(changes())
        .containsExactly("REFRESHED 192.0.2.1", "REMOVED 192.0.2.2", "ADDED 192.0.2.3");
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void what_changed_back_is_no_change() {
    put("192.0.2.1", BAN, SOON);
    table.acknowledge();

    remove("192.0.2.1");
    put("192.0.2.1", BAN, SOON);
    put("192.0.2.2", BAN, SOON);
    remove("192.0.2.2");

    assertThat(changes()).isEmpty();
  }

  @Test
  void changes_add_up_until_they_are_acknowledged() {
    put("192.0.2.1", BAN, SOON);
    assertThat(changes()).containsExactly("ADDED 192.0.2.1");

    put("192.0.2.1", BAN, SOON + 60);
    assertThat(changes()).containsExactly("ADDED 192.0.2.1");

    table.acknowledge();
    assertThat(changes()).isEmpty();
  }

  @Test
  void a_change_remembers_what_was_acknowledged() {
    put("192.0.2.1", BAN, SOON);
    table.acknowledge();
    put("192.0.2.1", LISTED, SOON + 60);
    put("192.0.2.1", LISTED, SOON + 120);

    ChangeCursor change = table.changes();
    assertThat(change.next()).isTrue();
    assertThat(change.previousKind()).isEqualTo(BAN);
    assertThat(change.previousUntilEpochSecond()).isEqualTo(SOON);
    assertThat(change.untilEpochSecond()).isEqualTo(SOON + 120);
  }

  @Test
  void starting_over_changes_the_basis_and_forgets() {
    put("192.0.2.1", BAN, SOON);
    long before = table.basis();

    table.restart();

    assertThat(table.basis()).isNotEqualTo(before);
    assertThat(table.size()).isZero();
    assertThat(changes()).isEmpty();
  }

  @Test
  void rows_of_removed_targets_are_used_again() {
    for (int i = 0; i < 100_000; i++) {
      put("10.0.0." + i % 256, BAN, SOON + i);
      table.acknowledge();
      remove("10.0.0." + i % 256);
      table.acknowledge();
    }

    assertThat(table.limit()).isLessThan(300);
  }

  @Test
  void what_has_ended_is_no_longer_among_all() {
    put("192.0.2.1", BAN, 1_899_999_999L);
    put("192.0.2.2", BAN, SOON);

    MeasureCursor all = table.all();
    assertThat(all.next()).isTrue();
    assertThat(all.target().value()).isEqualTo("192.0.2.2");
    assertThat(all.next()).isFalse();
  }

  @Test
  void holds_targets_that_are_no_addresses() {
    Target country = new Target.Country("FR");
    table.put(country, BAN, SOON);
    table.acknowledge();
    table.remove(country);

    assertThat(changes()).containsExactly("REMOVED FR");
  }

  private List<String> changes() {
    List<String> told = new ArrayList<>();
    for (ChangeCursor changes = table.changes(); changes.next(); ) {
      told.add(changes.change() + " " + changes.target().value());
    }
    return told;
  }

  private void put(String prefix, MeasureKind kind, long until) {
    IpPrefix p = IpPrefix.parse(prefix);
    table.put(p.high(), p.low(), p.bits(), kind, until);
  }

  private void remove(String prefix) {
    IpPrefix p = IpPrefix.parse(prefix);
    table.remove(p.high(), p.low(), p.bits());
  }

  private static MeasureKind kind(Origin origin) {
    return new MeasureKind(
        Remediation.BAN, Traffic.ALL, new DecisionKind(Remediation.BAN, origin, ""));
  }
}
