package io.gatehouse.policy;

import io.gatehouse.decision.Remediation;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an enforcement point can do, as far as the policy needs to know.
 *
 * @param layer what it sees
 * @param actions what it can do to a target; every point can {@link Remediation#OBSERVE}
 * @param traffic which part of the traffic it can single out; every point can take {@link
 *     Traffic.Kind#ALL}
 * @param fallback what to do in place of a type of decision that it does not know, or of a question
 *     that it cannot ask
 */
public record PolicyPoint(
    Layer layer, Set<Remediation> actions, Set<Traffic.Kind> traffic, Remediation fallback) {

  /** Adds what every point can. */
  public PolicyPoint {
    Set<Remediation> all = new HashSet<>(actions);
    all.add(Remediation.OBSERVE);
    actions = Set.copyOf(all);
    EnumSet<Traffic.Kind> kinds = EnumSet.of(Traffic.Kind.ALL);
    kinds.addAll(traffic);
    traffic = Set.copyOf(kinds);
  }

  /** Whether it can do this. */
  boolean can(Remediation action) {
    return actions.contains(action);
  }

  /** Whether it can tell this kind of traffic apart. */
  boolean can(Traffic.Kind kind) {
    return traffic.contains(kind);
  }

  /**
   * What the point does for a decision without any policy: the decided remediation, else the
   * harshest that is milder. A question is replaced by a question, or else by the fallback: a
   * captcha that nobody can show must not let everybody pass.
   */
  public Remediation carriedOut(Remediation decided) {
    if (can(decided)) {
      return decided;
    }
    Remediation known = decided.severity().isPresent() ? decided : fallback;
    Remediation milder = harshestUpTo(known);
    boolean losesItsTeeth =
        !Rungs.isHarsher(Remediation.CHALLENGE, known)
            && Rungs.isHarsher(Remediation.CHALLENGE, milder);
    return losesItsTeeth ? Rungs.harsher(milder, harshestUpTo(fallback)) : milder;
  }

  /**
   * The nearest to what is wanted that the point can do. In order: what is wanted; something
   * harsher that is still milder than the decision; an easier question, or slowing down, where that
   * is enough for the offence; what would be done without any policy.
   *
   * @param wanted by the policy, at most {@code asked}
   * @param asked by the decision, and something that the point can do
   */
  Remediation nearest(Remediation wanted, Remediation asked, Standing standing, Severity severity) {
    if (can(wanted)) {
      return wanted;
    }
    return mildestBetween(wanted, asked)
        .or(() -> easierQuestion(wanted, standing, severity))
        .orElseGet(() -> unasked(wanted, asked, standing, severity));
  }

  /**
   * What is done to a client that cannot answer a question (an API client, a point without
   * challenges): it is refused; at a shared address slowed down, unless the offence is severe. What
   * is no question stays.
   */
  public static Remediation withoutQuestion(
      Remediation wanted, Standing standing, Severity severity) {
    if (!Rungs.isQuestion(wanted)) {
      return wanted;
    }
    boolean slowedDown = standing == Standing.SHARED && severity != Severity.HIGH;
    return slowedDown ? Remediation.THROTTLE : Remediation.BAN;
  }

  private Remediation unasked(
      Remediation wanted, Remediation asked, Standing standing, Severity severity) {
    Remediation instead = withoutQuestion(wanted, standing, severity);
    return can(instead) ? Rungs.milder(instead, asked) : asked;
  }

  private Optional<Remediation> easierQuestion(
      Remediation wanted, Standing standing, Severity severity) {
    boolean enough = standing.isFirmlyShared() && severity != Severity.HIGH;
    return enough && Rungs.isQuestion(wanted) && can(Remediation.CHALLENGE)
        ? Optional.of(Remediation.CHALLENGE)
        : Optional.empty();
  }

  private Optional<Remediation> mildestBetween(Remediation low, Remediation high) {
    return Rungs.ALL.stream()
        .filter(action -> Rungs.isHarsher(action, low) && Rungs.isHarsher(high, action))
        .filter(this::can)
        .findFirst();
  }

  private Remediation harshestUpTo(Remediation most) {
    return Rungs.ALL.stream()
        .filter(action -> !Rungs.isHarsher(action, most))
        .filter(this::can)
        .reduce(Remediation.OBSERVE, (milder, harsher) -> harsher);
  }
}
