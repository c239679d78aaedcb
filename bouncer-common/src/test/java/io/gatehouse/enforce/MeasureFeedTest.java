package io.gatehouse.enforce;

import static io.gatehouse.decision.Decisions.ban;
import static io.gatehouse.decision.Decisions.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Remediation;
import io.gatehouse.enforce.TargetLimits.Families;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.LeastRemediation;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.PolicyMode;
import io.gatehouse.policy.PolicyPoint;
import io.gatehouse.policy.RemediationPolicy;
import io.gatehouse.policy.ScenarioClassifier;
import io.gatehouse.policy.Traffic;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.store.EffectiveOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureFeedTest {
  private static final EffectiveOrder SEVERITY = EffectiveOrder.bySeverity(Remediation.BAN);

  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final DecisionStore store = new DecisionStore(() -> now);
  private final MeasurePreview point = new MeasurePreview("point", () -> now);

  @Test
  void what_is_decided_reaches_the_point() {
    feed(PolicyMode.REPORT, TargetLimits.DEFAULT);

    pull(Pull.FULL, ban(1, "198.51.100.7"), ban(2, "192.0.2.0/24"), ban(3, "2001:db8::5"));

    assertThat(desired()).containsExactlyInAnyOrder("198.51.100.7", "192.0.2.0/24", "2001:db8::5");
    assertThat(point.desired().complete()).isTrue();
  }

  @Test
  void guarded_and_too_wide_targets_never_do() {
    MeasureFeed feed = feed(PolicyMode.REPORT, TargetLimits.DEFAULT);

    pull(
        Pull.FULL,
        ban(1, "10.1.2.3"),
        ban(2, "203.0.113.9"),
        ban(3, "128.0.0.0/7"),
        ban(4, "2000::/18"),
        ban(5, "198.51.100.7"));

    assertThat(desired()).containsExactly("198.51.100.7");
    assertThat(feed.refused()).isEqualTo(4);
  }

  @Test
  void a_target_that_becomes_guarded_is_let_go() {
    MeasureFeed feed = feed(PolicyMode.REPORT, TargetLimits.DEFAULT);
    pull(Pull.FULL, ban(1, "198.51.100.7"));

    feed.guard(Guards.of(List.of(IpPrefix.parse("198.51.100.0/24"))));
    store.replay(feed);

    assertThat(desired()).isEmpty();
    assertThat(point.desired().guarded()).containsExactly(IpPrefix.parse("198.51.100.0/24"));
  }

  @Test
  void only_the_families_that_are_enforced_reach_the_point() {
    feed(PolicyMode.REPORT, new TargetLimits(8, 19, Families.IPV6));

    pull(Pull.FULL, ban(1, "198.51.100.7"), ban(2, "2001:db8::5"));

    assertThat(desired()).containsExactly("2001:db8::5");
  }

  @Test
  void a_target_deleted_and_decided_anew_in_one_pull_is_never_let_go_between() {
    feed(PolicyMode.REPORT, TargetLimits.DEFAULT);
    pull(Pull.FULL, ban(1, "198.51.100.7"));

    store.begin(Pull.DELTA);
    store.added(ban(2, "198.51.100.7"));
    store.deleted(ban(1, "198.51.100.7"));
    assertThat(desired()).containsExactly("198.51.100.7");
    store.commit();

    assertThat(desired()).containsExactly("198.51.100.7");
  }

  @Test
  void the_first_pull_is_passed_on_while_it_comes_in() {
    feed(PolicyMode.REPORT, TargetLimits.DEFAULT);
    store.begin(Pull.FULL);
    many(MeasureBatch.CAPACITY * 2).forEach(store::added);

    assertThat(point.desired().size()).isGreaterThanOrEqualTo(MeasureBatch.CAPACITY);
    assertThat(point.desired().complete()).isFalse();
  }

  @Test
  void a_first_pull_that_broke_off_is_forgotten() {
    feed(PolicyMode.REPORT, TargetLimits.DEFAULT);
    store.begin(Pull.FULL);
    many(MeasureBatch.CAPACITY * 2).forEach(store::added);
    store.abort();

    pull(Pull.FULL, ban(1, "198.51.100.7"));

    assertThat(desired()).containsExactly("198.51.100.7");
  }

  @Test
  void reporting_changes_nothing_and_counts_what_would_be_softened() {
    MeasureFeed feed = feed(PolicyMode.REPORT, TargetLimits.DEFAULT);

    pull(Pull.FULL, sipScan());

    assertThat(desired()).containsExactly("198.51.100.7");
    assertThat(kinds()).extracting(MeasureKind::traffic).containsExactly(Traffic.ALL);
    assertThat(feed.softened()).isEqualTo(1);
  }

  @Test
  void enforcing_closes_only_what_was_attacked_and_for_a_short_time() {
    feed(PolicyMode.ENFORCE, TargetLimits.DEFAULT);

    pull(Pull.FULL, sipScan());

    assertThat(kinds())
        .extracting(kind -> kind.traffic().toString())
        .containsExactly("only [udp/5060]");
    MeasureCursor all = point.desired().all();
    assertThat(all.next()).isTrue();
    assertThat(all.untilEpochSecond()).isEqualTo(now.plus(Duration.ofMinutes(10)).getEpochSecond());
  }

  private static Decision sipScan() {
    Decision ban = decision(1, "ban", "crowdsec", "198.51.100.7", Duration.ofHours(4));
    var kind = new DecisionKind(Remediation.BAN, ban.kind().origin(), "example/sip-scan");
    return new Decision(ban.id(), kind, ban.target(), ban.until());
  }

  private MeasureFeed feed(PolicyMode mode, TargetLimits limits) {
    List<IpPrefix> guarded = new ArrayList<>(Guards.PRIVATE);
    guarded.add(IpPrefix.parse("203.0.113.9"));
    MeasureFeed feed = MeasureFeed.to(point, policy(mode), limits, Guards.of(guarded), () -> now);
    store.subscribe(SEVERITY, feed);
    return feed;
  }

  private static RemediationPolicy policy(PolicyMode mode) {
    return new LeastRemediation(
        new PolicyPoint(
            Layer.L4, Set.of(Remediation.BAN), Set.of(Traffic.Kind.values()), Remediation.BAN),
        PolicyConfig.DEFAULT.with(mode),
        ScenarioClassifier.BUILT_IN);
  }

  private void pull(Pull pull, Decision... decisions) {
    store.begin(pull);
    List.of(decisions).forEach(store::added);
    store.commit();
  }

  private static List<Decision> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ban(i + 1, "198.18." + i / 256 + "." + i % 256))
        .toList();
  }

  private List<String> desired() {
    List<String> targets = new ArrayList<>();
    for (MeasureCursor all = point.desired().all(); all.next(); ) {
      targets.add(all.target().value());
    }
    return targets;
  }

  private List<MeasureKind> kinds() {
    List<MeasureKind> kinds = new ArrayList<>();
    for (MeasureCursor all = point.desired().all(); all.next(); ) {
      kinds.add(all.kind());
    }
    return kinds;
  }
}
