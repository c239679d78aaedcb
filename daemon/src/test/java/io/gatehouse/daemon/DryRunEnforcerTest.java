package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.decision.Target;
import io.gatehouse.enforce.EnforcerLoop;
import io.gatehouse.enforce.Guards;
import io.gatehouse.enforce.MeasureFeed;
import io.gatehouse.enforce.TargetLimits;
import io.gatehouse.policy.LeastRemediation;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.ScenarioClassifier;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.store.EffectiveOrder;
import io.gatehouse.testing.LogLines;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DryRunEnforcerTest {
  private static final DecisionKind BAN =
      new DecisionKind(Remediation.BAN, Origin.CROWDSEC, "crowdsecurity/ssh-bf");

  private final InstantSource time = InstantSource.system();
  private final DecisionStore store = new DecisionStore(time);

  @Test
  void says_what_came_while_the_first_pull_was_still_coming_in() {
    try (LogLines said = LogLines.of(DryRunEnforcer.class.getName());
        EnforcerLoop<?, ?> loop = loop()) {
      store.begin(Pull.FULL);
      add(9000);
      await().until(() -> loop.health().elements() > 0);
      store.commit();

      await().until(() -> !said.texts().isEmpty());
      assertThat(said.texts()).hasSize(101).last().asString().endsWith("and 8900 more");
      store.begin(Pull.DELTA);
      store.deleted(ban(7));
      store.commit();
      await().until(() -> said.texts().size() > 101);
      assertThat(said.texts()).hasSize(102).last().asString().endsWith("would let 8.8.0.7 go");
    }
  }

  private EnforcerLoop<?, ?> loop() {
    EnforcerLoop<?, ?> loop = new EnforcerLoop<>(new DryRunEnforcer(), time);
    var policy =
        new LeastRemediation(
            KernelPoint.PACKETS, PolicyConfig.DEFAULT, ScenarioClassifier.BUILT_IN);
    store.subscribe(
        EffectiveOrder.bySeverity(Remediation.BAN),
        MeasureFeed.to(loop, policy, TargetLimits.DEFAULT, Guards.of(List.of()), time));
    loop.start();
    return loop;
  }

  private void add(int decisions) {
    for (int i = 0; i < decisions; i++) {
      store.added(ban(i));
    }
  }

  private static Decision ban(int number) {
    String address = "8.8." + number / 256 + "." + number % 256;
    Instant until = Instant.now().plusSeconds(3600);
    return new Decision(number + 1, BAN, Target.of(Scope.IP, address), until);
  }
}
