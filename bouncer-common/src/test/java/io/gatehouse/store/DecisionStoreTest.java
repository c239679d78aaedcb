package io.gatehouse.store;

import static io.gatehouse.decision.Decisions.ban;
import static io.gatehouse.decision.Decisions.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionSink.Outcome;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionStoreTest {
  private static final EffectiveOrder SEVERITY = EffectiveOrder.bySeverity(Remediation.BAN);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final DecisionStore store = new DecisionStore(() -> now);
  private final Effects effects = new Effects();

  @Test
  void an_address_is_matched_by_every_prefix_that_covers_it() {
    full(ban(1, "192.0.2.0/24"), ban(2, "192.0.2.7"), ban(3, "2001:db8::/32"));

    assertThat(store.covering(ip("192.0.2.7"))).extracting(Decision::id).containsExactly(2L, 1L);
    assertThat(store.covering(ip("2001:db8::1"))).extracting(Decision::id).containsExactly(3L);
    assertThat(store.covering(ip("198.51.100.1"))).isEmpty();
  }

  @Test
  void an_ipv6_prefix_never_covers_an_ipv4_address() {
    full(ban(1, "::/0"));

    assertThat(store.covering(ip("192.0.2.7"))).isEmpty();
  }

  @Test
  void captcha_resurfaces_when_the_wider_ban_ends() {
    full(hours(1, "ban", "10.0.0.0/8", 1), hours(2, "captcha", "10.1.0.0/16", 4));
    assertThat(matched("10.1.2.3")).contains(Remediation.BAN);

    advance(Duration.ofHours(1));

    assertThat(matched("10.1.2.3")).contains(Remediation.CAPTCHA);
  }

  @Test
  void of_equally_strong_decisions_the_one_that_ends_last_counts() {
    full(
        hours(1, "ban", "192.0.2.7", 1),
        hours(2, "ban", "192.0.2.7", 3),
        hours(3, "ban", "192.0.2.7", 2));

    assertThat(store.match(ip("192.0.2.7"), SEVERITY)).map(Decision::id).contains(2L);
  }

  @Test
  void deleting_one_of_two_decisions_leaves_the_other_in_force() {
    full(ban(1, "192.0.2.7"), ban(2, "192.0.2.7"));

    delta(List.of(), List.of(ban(1, "192.0.2.7")));

    assertThat(store.covering(ip("192.0.2.7"))).extracting(Decision::id).containsExactly(2L);
    assertThat(effects.ended).isEmpty();
  }

  @Test
  void an_unknown_deletion_changes_nothing() {
    full(ban(1, "192.0.2.7"));

    delta(List.of(), List.of(ban(9, "192.0.2.7"), ban(8, "198.51.100.1")));

    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void a_refreshed_blocklist_replaces_its_rows_instead_of_piling_up() {
    full(capi(1, "192.0.2.7", 4));

    delta(List.of(capi(100, "192.0.2.7", 24)), List.of());
    delta(List.of(), List.of(capi(1, "192.0.2.7", -1)));

    assertThat(store.covering(ip("192.0.2.7"))).extracting(Decision::id).containsExactly(100L);
  }

  @Test
  void a_decision_deleted_and_decided_anew_in_one_pull_stays_in_force() {
    full(ban(1, "192.0.2.7"));

    delta(List.of(ban(2, "192.0.2.7")), List.of(ban(1, "192.0.2.7")));

    assertThat(store.covering(ip("192.0.2.7"))).extracting(Decision::id).containsExactly(2L);
  }

  @Test
  void what_was_there_at_first_is_in_force_since_nobody_knows_when() {
    full(ban(1, "192.0.2.7"));

    assertThat(since("192.0.2.7")).contains(Instant.EPOCH);
  }

  @Test
  void what_comes_in_later_is_in_force_since_then() {
    full();
    advance(Duration.ofMinutes(5));
    delta(List.of(hours(1, "captcha", "192.0.2.7", 1)), List.of());
    Instant came = now;
    advance(Duration.ofMinutes(1));
    delta(List.of(hours(1, "captcha", "192.0.2.7", 3)), List.of());
    assertThat(since("192.0.2.7")).contains(came);

    delta(List.of(hours(1, "ban", "192.0.2.7", 3)), List.of());

    assertThat(since("192.0.2.7")).contains(now);
  }

  @Test
  void nothing_concerns_an_address_that_no_target_covers() {
    full(ban(1, "192.0.2.0/24"), ban(2, "2001:db8::/32"), ban(3, "::/8"));

    assertThat(concerns("192.0.2.7")).isTrue();
    assertThat(concerns("2001:db8::7")).isTrue();
    assertThat(concerns("198.51.100.7")).isFalse();
  }

  @Test
  void decisions_end_by_themselves() {
    full(hours(1, "ban", "192.0.2.7", 1));

    advance(Duration.ofHours(1));
    store.expire();

    assertThat(store.size()).isZero();
    assertThat(effects.ended).containsExactly("192.0.2.7");
  }

  @Test
  void a_pull_that_broke_off_never_happened() {
    full(ban(1, "192.0.2.7"));

    store.begin(Pull.DELTA);
    store.added(ban(2, "198.51.100.1"));
    store.deleted(ban(1, "192.0.2.7"));
    store.abort();

    assertThat(store.covering(ip("192.0.2.7"))).hasSize(1);
    assertThat(store.covering(ip("198.51.100.1"))).isEmpty();
  }

  @Test
  void a_first_load_that_broke_off_starts_over() {
    store.subscribe(SEVERITY, effects);
    store.begin(Pull.FULL);
    store.added(ban(1, "192.0.2.7"));
    store.abort();

    assertThat(store.size()).isZero();
    assertThat(effects.restarts).isEqualTo(1);
    assertThat(store.isComplete()).isFalse();
  }

  @Test
  void a_later_full_pull_removes_what_it_no_longer_holds() {
    full(ban(1, "192.0.2.7"), ban(2, "192.0.2.8"));

    full(ban(2, "192.0.2.8"), ban(3, "192.0.2.9"));

    assertThat(effects.ended).containsExactly("192.0.2.7");
    assertThat(effects.begun).containsExactly("192.0.2.7", "192.0.2.8", "192.0.2.9");
  }

  @Test
  void refuses_to_empty_a_full_set_on_one_answer() {
    full(bans(1000));

    assertThat(full()).isEqualTo(Outcome.DOUBTED);

    assertThat(store.size()).isEqualTo(1000);
    assertThat(store.isDoubting()).isTrue();
  }

  @Test
  void a_second_answer_that_agrees_is_believed() {
    full(bans(1000));
    full();

    assertThat(full()).isEqualTo(Outcome.ACCEPTED);

    assertThat(store.size()).isZero();
  }

  @Test
  void changes_between_two_full_pulls_neither_dispel_a_doubt_nor_use_an_approval_up() {
    full(bans(1000));
    full();
    delta(List.of(ban(5000, "198.51.100.1")), List.of());
    assertThat(store.isDoubting()).isTrue();
    assertThat(full()).isEqualTo(Outcome.ACCEPTED);

    full(bans(1000));
    store.approveReconcile();
    delta(List.of(), List.of());

    assertThat(full()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void the_operator_may_approve_a_large_removal() {
    full(bans(1000));
    store.approveReconcile();

    assertThat(full(ban(1, "10.0.0.0"))).isEqualTo(Outcome.ACCEPTED);

    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void an_approval_is_used_up() {
    full(bans(1000));
    store.approveReconcile();
    full(bans(1000));

    assertThat(full()).isEqualTo(Outcome.DOUBTED);
  }

  @Test
  void a_doubted_answer_still_adds_and_deletes_what_it_names() {
    full(bans(1000));
    store.begin(Pull.FULL);
    store.added(ban(5000, "198.51.100.1"));
    store.deleted(ban(1, "10.0.0.0"));

    assertThat(store.commit()).isEqualTo(Outcome.DOUBTED);

    assertThat(store.covering(ip("198.51.100.1"))).hasSize(1);
    assertThat(store.covering(ip("10.0.0.0"))).isEmpty();
  }

  @Test
  void half_of_a_thousand_may_go_at_once_and_so_may_all_of_a_few() {
    full(bans(1000));

    assertThat(full(bans(500))).isEqualTo(Outcome.ACCEPTED);
    assertThat(full()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void the_same_full_pull_again_changes_nothing() {
    full(bans(50));
    effects.clear();

    full(bans(50));

    assertThat(effects.begun).isEmpty();
    assertThat(effects.ended).isEmpty();
  }

  @Test
  void a_ban_for_a_hundred_years_told_again_changes_nothing() {
    full(hours(1, "ban", "192.0.2.7", 876_000));
    effects.clear();

    full(hours(1, "ban", "192.0.2.7", 876_000));

    assertThat(effects.begun).isEmpty();
  }

  @Test
  void targets_that_are_no_addresses_are_kept_too() {
    Decision country =
        new Decision(
            7, ban(7, "192.0.2.7").kind(), Target.of(Scope.COUNTRY, "fr"), now.plusSeconds(60));
    full(country);

    assertThat(store.about(new Target.Country("FR"))).containsExactly(country);
    full();
    assertThat(store.about(new Target.Country("FR"))).isEmpty();
  }

  @Test
  void a_late_listener_is_told_what_there_is() {
    full(ban(1, "192.0.2.7"));
    Effects late = new Effects();

    store.subscribe(SEVERITY, late);

    assertThat(late.begun).containsExactly("192.0.2.7");
    assertThat(late.state).isEqualTo(EffectiveListener.Completeness.COMPLETE);
  }

  @Test
  void a_type_that_the_point_ignores_ends_with_the_ban_over_it() {
    EffectiveOrder bansOnly =
        remediation -> remediation.equals(Remediation.BAN) ? 0 : EffectiveOrder.IGNORED;
    Effects firewall = new Effects();
    store.subscribe(bansOnly, firewall);
    full(hours(1, "ban", "192.0.2.7", 1), hours(2, "captcha", "192.0.2.7", 4));

    advance(Duration.ofHours(1));
    store.expire();

    assertThat(firewall.ended).containsExactly("192.0.2.7");
    assertThat(store.size()).isEqualTo(1);
  }

  private Outcome full(Decision... decisions) {
    if (!store.isComplete() && effects.state == null) {
      store.subscribe(SEVERITY, effects);
    }
    store.begin(Pull.FULL);
    List.of(decisions).forEach(store::added);
    return store.commit();
  }

  private void delta(List<Decision> added, List<Decision> deleted) {
    store.begin(Pull.DELTA);
    added.forEach(store::added);
    deleted.forEach(store::deleted);
    store.commit();
  }

  private void advance(Duration by) {
    now = now.plus(by);
  }

  private Optional<Remediation> matched(String address) {
    return store.match(ip(address), SEVERITY).map(decision -> decision.kind().remediation());
  }

  private static Decision[] bans(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ban(i + 1, "10.0." + i / 256 + "." + i % 256))
        .toArray(Decision[]::new);
  }

  private static Decision hours(long id, String type, String value, int hours) {
    return decision(id, type, "crowdsec", value, Duration.ofHours(hours));
  }

  private static Decision capi(long id, String value, int hours) {
    return decision(id, "ban", "CAPI", value, Duration.ofHours(hours));
  }

  private Optional<Instant> since(String address) {
    return store.inForce(ip(address), List.of(), SEVERITY).map(InForce::since);
  }

  private boolean concerns(String address) {
    return store.mayConcern(ip(address).high(), ip(address).low());
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  /** Writes down what it is told. */
  private static final class Effects implements EffectiveListener {
    final List<String> begun = new ArrayList<>();
    final List<String> ended = new ArrayList<>();
    int restarts;
    @Nullable Completeness state;

    @Override
    public void effective(TargetKey target, DecisionKind kind, long untilEpochSecond) {
      begun.add(target.target().value());
    }

    @Override
    public void ended(TargetKey target) {
      ended.add(target.target().value());
    }

    @Override
    public void published(Completeness completeness) {
      state = completeness;
    }

    @Override
    public void restarted() {
      restarts++;
    }

    void clear() {
      begun.clear();
      ended.clear();
    }
  }
}
