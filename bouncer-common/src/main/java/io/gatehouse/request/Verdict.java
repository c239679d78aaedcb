package io.gatehouse.request;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Remediation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do with a request, and why.
 *
 * @param answer what to do
 * @param action the remediation that this carries out: what to ask for, or what counters show
 * @param decided what was decided about the address; empty for a clean one
 * @param claim the pass that was accepted, or {@link PassClaim#NONE}
 * @param renewsPass whether the pass is to be bound to where its holder is now
 * @param retryAfter for those that are to come back later
 * @param reasons for people, in order; never shown to the visitor
 */
public record Verdict(
    Answer answer,
    Remediation action,
    Optional<Decision> decided,
    PassClaim claim,
    boolean renewsPass,
    Duration retryAfter,
    List<String> reasons) {

  /** What to do with a request. */
  public enum Answer {
    /** Let it through. */
    PASS,
    /** Refuse it. */
    REFUSE,
    /** Ask for a pass that is worth {@link Verdict#action}. */
    ASK,
    /** It comes too often: tell when to come back. */
    SLOW_DOWN,
    /** It cannot be decided, and is not to go on meanwhile. */
    UNAVAILABLE,
    /** The application itself deals with this type of decision. */
    CUSTOM
  }

  /** Nothing was decided about the address. */
  public static final Verdict CLEAN = pass("nothing decided");

  /** Copies the reasons. */
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  static Verdict pass(String reason) {
    return of(Answer.PASS, Remediation.OBSERVE, List.of(reason));
  }

  static Verdict of(Answer answer, Remediation action, List<String> reasons) {
    return new Verdict(
        answer, action, Optional.empty(), PassClaim.NONE, false, Duration.ZERO, reasons);
  }

  Verdict about(Decision decision) {
    return new Verdict(
        answer, action, Optional.of(decision), claim, renewsPass, retryAfter, reasons);
  }

  Verdict accepting(PassClaim accepted, boolean renews) {
    return new Verdict(answer, action, decided, accepted, renews, retryAfter, reasons);
  }

  Verdict after(Duration wait) {
    return new Verdict(answer, action, decided, claim, renewsPass, wait, reasons);
  }

  /** Whether the request goes on to the application as if nothing were. */
  public boolean passes() {
    return answer == Answer.PASS;
  }

  /** Who decided, as metrics label it; empty for a clean address. */
  public Optional<String> originLabel() {
    return decided.map(Decision::kind).map(DecisionKind::originLabel);
  }
}
