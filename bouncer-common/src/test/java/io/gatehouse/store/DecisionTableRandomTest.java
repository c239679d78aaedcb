package io.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The store against a plain list that is searched from end to end. */
class DecisionTableRandomTest {
  private static final long SEED = 42;

  private final Random random = new Random(SEED);
  private final Map<Long, Decision> reference = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final DecisionStore store = new DecisionStore(() -> now);

  @Test
  void agrees_with_a_list_through_thousands_of_changes() {
    pull(Pull.FULL);
    for (int round = 0; round < 300; round++) {
      now = now.plusSeconds(random.nextInt(30));
      store.expire();
      reference.values().removeIf(decision -> !decision.until().isAfter(now));
      pull(random.nextInt(20) == 0 ? Pull.FULL : Pull.DELTA);
      compare(round);
    }
  }

  private void pull(Pull pull) {
    store.begin(pull);
    List<Decision> deleted =
        new ArrayList<>(reference.values()).stream().filter(d -> random.nextInt(8) == 0).toList();
    deleted.forEach(store::deleted);
    deleted.forEach(decision -> reference.remove(decision.id()));
    for (int i = random.nextInt(40); i > 0; i--) {
      Decision fresh = decision(random.nextLong(1L << 40) + 1);
      reference.put(fresh.id(), fresh);
      if (pull == Pull.DELTA) {
        store.added(fresh);
      }
    }
    if (pull == Pull.FULL) {
      reference.values().forEach(store::added);
    }
    store.commit();
  }

  private void compare(int round) {
    assertThat(store.size()).as("seed %d, round %d", SEED, round).isEqualTo(reference.size());
    for (int i = 0; i < 20; i++) {
      IpAddress address = address();
      assertThat(store.covering(address))
          .as("seed %d, round %d, %s", SEED, round, address)
          .containsExactlyInAnyOrderElementsOf(
              reference.values().stream().filter(d -> covers(d, address)).toList());
    }
  }

  private static boolean covers(Decision decision, IpAddress address) {
    return ((Target.Prefix) decision.target()).prefix().contains(address);
  }

  private Decision decision(long id) {
    Remediation type = random.nextBoolean() ? Remediation.BAN : Remediation.CAPTCHA;
    IpAddress address = address();
    int length = address.width() - random.nextInt(4) * random.nextInt(8);
    return new Decision(
        id,
        new DecisionKind(type, Origin.CROWDSEC, "scenario-" + random.nextInt(3)),
        new Target.Prefix(IpPrefix.of(address, length)),
        now.plusSeconds(1 + random.nextInt(600)));
  }

  /** Few enough that prefixes overlap and targets are decided on more than once. */
  private IpAddress address() {
    return random.nextInt(3) == 0
        ? IpAddress.of(0x2001_0db8_0000_0000L, random.nextInt(256))
        : IpAddress.ofIpv4(0xC0000200 + random.nextInt(256));
  }
}
