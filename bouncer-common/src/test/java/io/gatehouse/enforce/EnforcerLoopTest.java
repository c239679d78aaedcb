package io.gatehouse.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.enforce.EnforcementException.Outlook;
import io.gatehouse.enforce.EnforcerHealth.State;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.Traffic;
import io.gatehouse.testing.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnforcerLoopTest {
  private static final long UNTIL = Instant.parse("2026-01-02T00:00:00Z").getEpochSecond();
  private static final MeasureKind BAN =
      new MeasureKind(
          Remediation.BAN,
          Traffic.ALL,
          new DecisionKind(Remediation.BAN, Origin.CROWDSEC, "crowdsecurity/ssh-bf"));

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Point point = new Point();
  private final EnforcerLoop<Long, PointPlan> loop = new EnforcerLoop<>(point, () -> now);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void takes_all_that_waits_in_one_plan() {
    loop.send(ban("192.0.2.1"));
    loop.send(ban("192.0.2.2"));
    loop.step(ban("192.0.2.3"));

    assertThat(point.executed).containsExactly("3 changes");
  }

  @Test
  void does_nothing_when_nothing_has_changed() {
    loop.step(ban("192.0.2.1"));
    loop.step(null);

    assertThat(point.executed).hasSize(1);
  }

  @Test
  void what_failed_is_tried_again_with_what_came_since() {
    point.failing = true;
    loop.step(ban("192.0.2.1"));
    point.failing = false;
    pass(Duration.ofMillis(500));

    loop.step(ban("192.0.2.2"));

    assertThat(point.executed).containsExactly("2 changes");
    assertThat(loop.health().failures()).isZero();
  }

  @Test
  void pauses_grow_with_each_failure_and_are_bounded() {
    point.failing = true;
    loop.step(ban("192.0.2.1"));
    int after10Minutes = attemptsWithin(Duration.ofMinutes(10));

    assertThat(after10Minutes).isBetween(20, 30);
    assertThat(loop.health().state()).isEqualTo(State.FAILING);
    assertThat(loop.health().detail()).contains("EPERM");
  }

  @Test
  void takes_letters_in_while_it_waits_to_try_again() {
    point.failing = true;
    loop.step(ban("192.0.2.1"));
    loop.step(ban("192.0.2.2"));

    assertThat(point.attempts).isEqualTo(1);
  }

  @Test
  void is_in_force_once_everything_is_there() {
    loop.step(ban("192.0.2.1"));
    assertThat(loop.health().state()).isEqualTo(State.LOADING);

    loop.step(table -> table.complete(true));

    assertThat(loop.health().state()).isEqualTo(State.IN_FORCE);
    assertThat(loop.health().elements()).isEqualTo(1);
  }

  @Test
  void a_clock_that_is_set_back_does_not_make_a_pause_longer() {
    point.failing = true;
    loop.step(ban("192.0.2.1"));
    point.failing = false;
    pass(Duration.ofDays(-1));

    loop.step(null);

    assertThat(point.executed).containsExactly("1 changes");
  }

  @Test
  void a_stopped_loop_says_so_and_keeps_no_letters() {
    loop.stop();
    loop.send(ban("192.0.2.1"));
    assertThat(loop.health().state()).isEqualTo(State.STOPPED);

    loop.step(ban("192.0.2.2"));

    assertThat(point.executed).containsExactly("1 changes");
  }

  @Test
  void tells_what_it_did_in_a_line() {
    loop.step(table -> table.complete(true));

    try (LogLines log = LogLines.of(EnforcerLoop.class.getName())) {
      loop.step(ban("192.0.2.1"));
      loop.step(null);

      assertThat(log.levels()).containsExactly("INFO");
      assertThat(log.texts().get(0)).startsWith("point: +1 -0 ").endsWith("(1 elements)");
    }
  }

  private int attemptsWithin(Duration span) {
    Instant end = now.plus(span);
    int before = point.attempts;
    while (now.isBefore(end)) {
      pass(EnforcerLoop.LOOK);
      loop.step(null);
    }
    return point.attempts - before;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static Letter ban(String address) {
    IpPrefix prefix = IpPrefix.parse(address);
    return table -> table.put(prefix.high(), prefix.low(), prefix.bits(), BAN, UNTIL);
  }

  /** A view, as plans of real points are. */
  private record PointPlan(DesiredMeasures desired) implements Plan {
    @Override
    public String summary() {
      return cost() + " changes";
    }

    @Override
    public long cost() {
      return desired.changeCount();
    }

    @Override
    public String rendering() {
      return summary();
    }

    @Override
    public boolean isEmpty() {
      return cost() == 0;
    }
  }

  /** A point that writes down the plans it is given, or refuses them. */
  private static final class Point implements Enforcer<Long, PointPlan> {
    final List<String> executed = new ArrayList<>();
    boolean failing;
    int attempts;

    @Override
    public EnforcerProfile profile() {
      return new EnforcerProfile(
          "point",
          Layer.L4,
          Long.MAX_VALUE,
          EnforcerProfile.Expiry.BY_ITSELF,
          Set.of(),
          Set.of(),
          Set.of());
    }

    @Override
    public Long observe() {
      return 0L;
    }

    @Override
    public PointPlan plan(DesiredMeasures desired, Long observed) {
      return new PointPlan(desired);
    }

    @Override
    public Applied execute(PointPlan plan) throws EnforcementException {
      attempts++;
      if (failing) {
        throw new EnforcementException(
            Outlook.OPERATOR, Optional.of("EPERM"), "point: EPERM; become root");
      }
      executed.add(plan.summary());
      return new Applied(plan.cost(), 0, 0, 0);
    }

    @Override
    public List<Counters> counters() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
