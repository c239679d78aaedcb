package io.gatehouse.request;

import io.gatehouse.decision.Remediation;
import io.gatehouse.policy.IdentityLimits;
import io.gatehouse.policy.PolicyAnswer;
import io.gatehouse.policy.Standing;
import io.gatehouse.request.PassClaim.Place;
import io.gatehouse.request.RequestFacts.Asker;
import io.gatehouse.request.Verdict.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the policy's measure comes to for one request: who has a pass that answers the question goes
 * on, within a rate of its own, so that one who misuses a pass is stopped and not its neighbours.
 */
final class Passage {
  private final Visitors visitors;
  private final IdentityLimits limits;
  private final IdentityLimits slow;

  Passage(Visitors visitors, IdentityLimits limits) {
    this.visitors = visitors;
    this.limits = limits;
    this.slow =
        new IdentityLimits(
            Math.max(1, limits.requests() / 3),
            limits.per(),
            Math.max(1, limits.burst() / 3),
            limits.strikes(),
            limits.window());
  }

  /** The claim, noted as one of the address's identities, unless its holder has lost it. */
  PassClaim admit(PassClaim claim, AddressRecord record, Instant now) {
    if (!claim.isPresent() || visitors.holder(claim).isRevoked()) {
      return PassClaim.NONE;
    }
    if (claim.place() != Place.ELSEWHERE) {
      record.noteIdentity(visitors.hashOf(claim.id()), claim.verified(), now);
    }
    return claim;
  }

  Verdict verdict(
      RequestFacts facts, PolicyAnswer answer, PassClaim claim, AddressRecord record, Instant now) {
    Remediation wanted = answer.measures().get(0).action();
    List<String> reasons = answer.measures().get(0).reasons();
    if (wanted.equals(Remediation.OBSERVE)) {
      return Verdict.of(Answer.PASS, wanted, reasons).accepting(claim, false);
    }
    if (wanted.equals(Remediation.BAN)) {
      return Verdict.of(Answer.REFUSE, wanted, reasons);
    }
    if (facts.asker() == Asker.PREFLIGHT) {
      return Verdict.of(Answer.PASS, Remediation.OBSERVE, reasons);
    }
    if (wanted.equals(Remediation.THROTTLE)) {
      return throttled(answer, claim, record, now, reasons);
    }
    return questioned(facts, harder(facts, wanted), answer, claim, now, reasons);
  }

  private Remediation harder(RequestFacts facts, Remediation wanted) {
    return visitors.isSuspect(facts.client().address(), facts.browser())
        ? Remediation.CAPTCHA
        : wanted;
  }

  private Verdict throttled(
      PolicyAnswer answer,
      PassClaim claim,
      AddressRecord record,
      Instant now,
      List<String> reasons) {
    int people = answer.assessment().estimatedUsers();
    Duration wait =
        claim.isPresent()
            ? visitors.holder(claim).take(now, limitsOf(claim))
            : record.take(now, limits, people);
    return paced(wait, reasons).accepting(claim, false);
  }

  private Verdict questioned(
      RequestFacts facts,
      Remediation wanted,
      PolicyAnswer answer,
      PassClaim claim,
      Instant now,
      List<String> reasons) {
    if (!claim.isPresent() || !answers(claim, wanted)) {
      return unanswered(facts, wanted, answer, reasons);
    }
    boolean shared = answer.assessment().standing() == Standing.SHARED;
    if (claim.place() == Place.ELSEWHERE && !shared) {
      return unanswered(facts, Remediation.CHALLENGE, answer, reasons);
    }
    boolean moved = claim.place() != Place.HOME;
    return paced(visitors.holder(claim).take(now, limitsOf(claim)), reasons)
        .accepting(claim, moved);
  }

  /** One that cannot answer is slowed down where many share the address, and else refused. */
  private static Verdict unanswered(
      RequestFacts facts, Remediation wanted, PolicyAnswer answer, List<String> reasons) {
    boolean slowedDown =
        facts.asker() == Asker.PROGRAM
            && answer.withoutQuestion(wanted).equals(Remediation.THROTTLE);
    return slowedDown
        ? Verdict.of(Answer.SLOW_DOWN, Remediation.THROTTLE, reasons).after(Duration.ofSeconds(10))
        : Verdict.of(Answer.ASK, wanted, reasons);
  }

  /** Who only waited for a pass goes at a third of the pace. */
  private IdentityLimits limitsOf(PassClaim claim) {
    return claim.worth().equals(Remediation.THROTTLE) ? slow : limits;
  }

  private static boolean answers(PassClaim claim, Remediation wanted) {
    boolean easy = wanted.equals(Remediation.CHALLENGE);
    return easy || claim.worth().equals(Remediation.CAPTCHA);
  }

  private static Verdict paced(Duration wait, List<String> reasons) {
    return wait.isZero()
        ? Verdict.of(Answer.PASS, Remediation.OBSERVE, reasons)
        : Verdict.of(Answer.SLOW_DOWN, Remediation.THROTTLE, reasons).after(wait);
  }
}
