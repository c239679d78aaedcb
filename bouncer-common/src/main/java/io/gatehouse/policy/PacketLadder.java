package io.gatehouse.policy;

import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Remediation;
import io.gatehouse.policy.Situation.Part;
import io.gatehouse.policy.Traffic.Kind;
import io.gatehouse.policy.Traffic.Protocol;
import io.gatehouse.policy.Traffic.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The ladder where packets are seen. A packet can be dropped or not, so a measure gets milder by
 * touching less of the traffic, for a shorter time, or fewer addresses:
 *
 * <ul>
 *   <li>an offence with a forgeable source closes only what was attacked, shortly, and no range;
 *   <li>a range too wide, or too tangled with shared networks, is not dropped at all;
 *   <li>a shared address keeps the ports that an HTTP enforcer protects, and is let go early.
 * </ul>
 */
final class PacketLadder implements Ladder {
  private final PolicyPoint point;
  private final PacketLimits limits;

  PacketLadder(PolicyPoint point, PolicyConfig config) {
    this.point = point;
    this.limits = config.packets();
  }

  @Override
  public Rule least(Situation situation) {
    if (!situation.asked().equals(Remediation.BAN)) {
      return Rule.of(situation.asked(), List.of());
    }
    if (situation.offence().isSpoofable()) {
      return onlyWhatWasAttacked(situation);
    }
    return refusal(situation).orElseGet(() -> drop(situation));
  }

  @Override
  public boolean takesApart(Situation situation) {
    return situation.asked().equals(Remediation.BAN)
        && !situation.offence().isSpoofable()
        && !situation.isTooWide();
  }

  private Rule onlyWhatWasAttacked(Situation situation) {
    SortedSet<Service> attacked = situation.offence().services();
    if (situation.reach() != Reach.ADDRESS) {
      return pass("a forgeable source is no ground to drop a range");
    }
    if (attacked.isEmpty()) {
      return pass("a forgeable source, and no service is named that could be closed to it");
    }
    if (!point.can(Kind.ONLY)) {
      return pass("a forgeable source, and one service alone cannot be closed to it here");
    }
    return new Rule(
        Remediation.BAN,
        Traffic.only(attacked),
        Optional.of(limits.longestSpoofable()),
        List.of(
            "a forgeable source: only the attacked service is closed",
            atMost(limits.longestSpoofable())));
  }

  private Optional<Rule> refusal(Situation situation) {
    if (situation.isTooWide()) {
      return Optional.of(pass("too wide a range to drop on a machine's word"));
    }
    return switch (situation.part()) {
      case SHARED_NETWORK -> Optional.of(pass("a shared network in or around a banned range"));
      case TANGLED -> Optional.of(pass("a range with shared networks in too many places"));
      case WHOLE, REST -> Optional.empty();
    };
  }

  private Rule drop(Situation situation) {
    boolean asDecided = situation.part() == Part.WHOLE && !situation.standing().isFirmlyShared();
    if (asDecided) {
      return Rule.of(Remediation.BAN, List.of());
    }
    Traffic traffic = withoutLeasedPorts(situation);
    boolean leased = traffic.kind() == Kind.EXCEPT;
    Duration longest = leased ? limits.longestLeased() : limits.longest();
    String ports =
        leased
            ? "an HTTP enforcer answers on " + traffic.services()
            : "no port is left to an HTTP enforcer";
    return new Rule(
        Remediation.BAN, traffic, Optional.of(longest), List.of(ports, atMost(longest)));
  }

  /** A lease never shields anybody from a person's decision. */
  private Traffic withoutLeasedPorts(Situation situation) {
    if (situation.manual() || !point.can(Kind.EXCEPT)) {
      return Traffic.ALL;
    }
    Set<Service> shielded =
        situation.leasedPorts().stream()
            .filter(limits.httpPorts()::contains)
            .map(port -> new Service(Protocol.TCP, port))
            .collect(Collectors.toSet());
    return shielded.isEmpty() ? Traffic.ALL : Traffic.except(shielded);
  }

  private static Rule pass(String reason) {
    return Rule.of(Remediation.OBSERVE, List.of(reason));
  }

  private static String atMost(Duration longest) {
    return "dropped for at most " + GoDuration.format(longest);
  }
}
