package io.gatehouse.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.decision.Scope;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every enforcer does, whatever it enforces with. A back end's test extends it with an
 * enforcer and a witness that asks the enforcement point by other means.
 */
public abstract class EnforcerContract {
  private final ListMeasures desired = ListMeasures.now();
  private Enforcer<?, ?> enforcer;

  /** A new enforcer on the same enforcement point. */
  protected abstract Enforcer<?, ?> open() throws EnforcementException;

  /** A new enforcer on the same point, which can hold this many targets of a kind. */
  protected abstract Enforcer<?, ?> openWithCapacity(int targets) throws EnforcementException;

  /**
   * What the point holds and enforces, as {@link io.gatehouse.net.IpPrefix} writes it; not learnt
   * from the enforcer.
   */
  protected abstract Set<String> witness();

  /** Puts something into the point that is not the enforcer's. */
  protected abstract void addForeign();

  /** Whether what {@link #addForeign} put there still is. */
  protected abstract boolean hasForeign();

  @BeforeEach
  final void openEnforcer() throws EnforcementException {
    enforcer = open();
  }

  @AfterEach
  final void closeEnforcer() {
    if (enforcer != null) {
      enforcer.close();
    }
  }

  @Test
  void holds_what_is_desired() throws EnforcementException {
    Applied applied = desired.ban("192.0.2.1", "2001:db8::1").apply(enforcer);

    assertThat(witness()).containsExactlyInAnyOrder("192.0.2.1", "2001:db8::1");
    assertThat(applied).isEqualTo(new Applied(2, 0, 0, 0));
  }

  @Test
  void holds_ranges() throws EnforcementException {
    assumeTrue(enforcer.profile().scopes().contains(Scope.RANGE));
    desired.ban("203.0.113.0/24", "2001:db8:1::/48").apply(enforcer);

    assertThat(witness()).containsExactlyInAnyOrder("203.0.113.0/24", "2001:db8:1::/48");
  }

  @Test
  void an_empty_plan_follows_an_executed_one() throws EnforcementException {
    desired.ban("192.0.2.1").apply(enforcer);

    assertThat(desired.plan(enforcer).isEmpty()).isTrue();
  }

  @Test
  void adding_what_is_there_changes_nothing() throws EnforcementException {
    desired.ban("192.0.2.1").apply(enforcer);
    desired.onNewBasis().apply(enforcer);

    assertThat(witness()).containsExactly("192.0.2.1");
  }

  @Test
  void removing_what_is_not_there_is_no_error() throws EnforcementException {
    desired.apply(enforcer);
    desired.ban("192.0.2.1", "192.0.2.2").acknowledge();

    desired.unban("192.0.2.1").apply(enforcer);

    assertThat(witness()).isEmpty();
  }

  @Test
  void removes_what_is_no_longer_desired() throws EnforcementException {
    desired.ban("192.0.2.1", "192.0.2.2").apply(enforcer);
    Applied applied = desired.unban("192.0.2.1").apply(enforcer);

    assertThat(witness()).containsExactly("192.0.2.2");
    assertThat(applied).isEqualTo(new Applied(0, 1, 0, 0));
  }

  @Test
  void an_entry_leaves_at_its_end() throws EnforcementException {
    assumeTrue(enforcer.profile().expiry() == EnforcerProfile.Expiry.BY_ITSELF);
    desired.ban("192.0.2.1", "cscli", 2).ban("192.0.2.2").apply(enforcer);

    assertThat(witness()).contains("192.0.2.1");
    Awaitility.await()
        .pollInSameThread()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(witness()).containsExactly("192.0.2.2"));
  }

  @Test
  void a_longer_ban_extends() throws EnforcementException {
    assumeTrue(enforcer.profile().expiry() == EnforcerProfile.Expiry.BY_ITSELF);
    desired.ban("192.0.2.1", "cscli", 2).ban("192.0.2.9", "cscli", 2).apply(enforcer);
    Applied applied = desired.ban("192.0.2.1", "cscli", 3600).apply(enforcer);

    assertThat(applied).isEqualTo(new Applied(0, 0, 1, 0));
    Awaitility.await()
        .pollInSameThread()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(witness()).containsExactly("192.0.2.1"));
  }

  @Test
  void at_capacity_the_rest_is_rejected_and_counted() throws EnforcementException {
    enforcer.close();
    enforcer = openWithCapacity(2);
    Applied applied = desired.ban("192.0.2.1", "192.0.2.2", "192.0.2.3").apply(enforcer);

    assertThat(witness()).hasSize(2);
    assertThat(applied).isEqualTo(new Applied(2, 0, 0, 1));
  }

  @Test
  void leaves_foreign_things_alone() throws EnforcementException {
    addForeign();
    desired.ban("192.0.2.1").apply(enforcer);
    desired.unbanAll().apply(enforcer);
    desired.onNewBasis().apply(enforcer);

    assertThat(hasForeign()).isTrue();
  }

  @Test
  void nothing_is_enforced_before_all_is_known() throws EnforcementException {
    desired.incomplete().ban("192.0.2.1").apply(enforcer);
    assertThat(witness()).isEmpty();

    desired.completed().ban("192.0.2.2").apply(enforcer);
    assertThat(witness()).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
  }

  @Test
  void a_crash_between_plan_and_execution_loses_nothing() throws EnforcementException {
    desired.ban("192.0.2.1").apply(enforcer);
    desired.ban("192.0.2.2").plan(enforcer);
    enforcer.close();

    enforcer = open();
    assertThat(witness()).containsExactly("192.0.2.1");
    desired.onNewBasis().apply(enforcer);

    assertThat(witness()).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
  }

  @Test
  void closing_twice_keeps_the_protection() throws EnforcementException {
    desired.ban("192.0.2.1").apply(enforcer);
    enforcer.close();
    enforcer.close();

    assertThat(witness()).containsExactly("192.0.2.1");
  }

  @Test
  void a_plan_can_be_read() throws EnforcementException {
    Plan plan = desired.ban("192.0.2.1").plan(enforcer);

    assertThat(plan.summary()).isNotBlank();
    assertThat(plan.cost()).isEqualTo(1);
    assertThat(plan.rendering()).contains("192.0.2.1");
  }
}
