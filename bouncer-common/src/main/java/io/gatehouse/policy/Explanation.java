package io.gatehouse.policy;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What every enforcement point would do about one address, and why.
 *
 * @param address in question
 * @param decisions those in force that are about it, in any order
 * @param evidence what is known of it
 * @param points what each point makes of it, in the order of asking
 */
public record Explanation(
    IpAddress address, List<Decision> decisions, Evidence evidence, List<AtPoint> points) {

  /**
   * What one point makes of it.
   *
   * @param name of the point, such as {@code nftables}
   * @param mode how far the point follows its policy
   * @param answer to the strongest decision, of two the one that lasts longer; empty where there is
   *     none
   */
  public record AtPoint(String name, PolicyMode mode, Optional<PolicyAnswer> answer) {

    /** The measures that concern an address; a range may have been taken apart around it. */
    List<Measure> measures(IpAddress address) {
      return answer.map(PolicyAnswer::measures).orElse(List.of()).stream()
          .filter(measure -> concerns(measure.target(), address))
          .toList();
    }

    private static boolean concerns(Target target, IpAddress address) {
      return !(target instanceof Target.Prefix prefix) || prefix.prefix().contains(address);
    }
  }

  /** Copies the lists. */
  public Explanation {
    decisions = List.copyOf(decisions);
    points = List.copyOf(points);
  }

  /** What is known, before any point was asked. */
  public static Explanation of(IpAddress address, List<Decision> decisions, Evidence evidence) {
    return new Explanation(address, decisions, evidence, List.of());
  }

  /**
   * The same, and what this point makes of it.
   *
   * @param question what the point asks about a decision: with the evidence and leases that it has,
   *     about a range where it is told of ranges
   */
  public Explanation at(
      String name, RemediationPolicy policy, Function<Decision, PolicyQuestion> question) {
    Optional<PolicyAnswer> answer =
        decisions.stream()
            .sorted(Comparator.comparing(Decision::until).reversed())
            .map(question.andThen(policy::decide))
            .max(Comparator.comparing(given -> Rungs.height(given.assessment().decided())));
    List<AtPoint> more = new ArrayList<>(points);
    more.add(new AtPoint(name, policy.mode(), answer));
    return new Explanation(address, decisions, evidence, more);
  }

  /** The whole, as an operator reads it; lines end with a newline. */
  @Override
  public String toString() {
    return new ExplanationText(this).toString();
  }
}
