package io.gatehouse.policy;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A measure without its target and times: what many measures have in common.
 *
 * @param action what to do; {@link Remediation#OBSERVE} means to let it pass
 * @param traffic about which traffic
 * @param cap longest duration, counted from when the decision came into force here; empty where
 *     only the decision ends it
 * @param reasons what led to this, in order, for people; never empty
 */
public record Rule(
    Remediation action, Traffic traffic, Optional<Duration> cap, List<String> reasons) {

  /** Copies the reasons. */
  public Rule {
    reasons = List.copyOf(reasons);
  }

  /** All traffic, for as long as decided. */
  static Rule of(Remediation action, List<String> reasons) {
    return new Rule(action, Traffic.ALL, Optional.empty(), reasons);
  }

  /**
   * When the measure ends, in seconds since 1970: with the decision or at the cap, never later than
   * decided. In the past where the cap has been reached.
   *
   * @param decided when the decision ends
   * @param since when the decision came into force here
   */
  public long untilEpochSecond(long decided, long since) {
    return cap.isEmpty() ? decided : Math.min(decided, since + cap.get().toSeconds());
  }

  /** Whether it does the same as the other one, whatever the reasons. */
  boolean doesTheSameAs(Rule other) {
    return action.equals(other.action) && traffic.equals(other.traffic) && cap.equals(other.cap);
  }

  Measure on(Target target, Decision decision, Instant since) {
    long until = untilEpochSecond(decision.until().getEpochSecond(), since.getEpochSecond());
    return new Measure(
        target, action, traffic, Instant.ofEpochSecond(until), decision.kind(), reasons);
  }

  /** For people: {@code ban only [udp/5060] for at most 10m0s}. */
  public String effect() {
    StringBuilder text = new StringBuilder(action.word());
    if (traffic.kind() != Traffic.Kind.ALL) {
      text.append(' ').append(traffic);
    }
    cap.ifPresent(longest -> text.append(" for at most ").append(GoDuration.format(longest)));
    return text.toString();
  }
}
