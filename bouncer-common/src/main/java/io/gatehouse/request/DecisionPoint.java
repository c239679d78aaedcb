package io.gatehouse.request;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.Evidence;
import io.gatehouse.policy.Leases;
import io.gatehouse.policy.NetworkEvidence;
import io.gatehouse.policy.PolicyAnswer;
import io.gatehouse.policy.PolicyQuestion;
import io.gatehouse.policy.RemediationPolicy;
import io.gatehouse.request.RequestFacts.Asker;
import io.gatehouse.request.Verdict.Answer;
import io.gatehouse.store.InForce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do with each request: the decision about its sender, the policy's least
 * remediation by what is known of who shares the address, and what its pass is worth. Thread-safe.
 *
 * <p>A caller asks {@link #concerns} first, which costs nothing for a clean address, and gathers
 * {@link RequestFacts} only where it says so.
 */
public final class DecisionPoint {
  private static final long MAPPED = 0xFFFF_0000_0000L;
  private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(10);

  private final Decisions decisions;
  private final RemediationPolicy policy;
  private final DecisionPointConfig config;
  private final NetworkEvidence networks;
  private final Visitors visitors;
  private final InstantSource time;
  private final Passage passage;
  private volatile LoweringListener lowerings = LoweringListener.NONE;

  /** A point that decides by these decisions and this policy. */
  public DecisionPoint(
      Decisions decisions,
      RemediationPolicy policy,
      DecisionPointConfig config,
      NetworkEvidence networks,
      Visitors visitors,
      InstantSource time) {
    this.decisions = decisions;
    this.policy = policy;
    this.config = config;
    this.networks = networks;
    this.visitors = visitors;
    this.time = time;
    this.passage = new Passage(visitors, config.limits());
  }

  /** Tells this listener, and no other, of every decision that the policy lowers. */
  public void tell(LoweringListener listener) {
    lowerings = listener;
  }

  /**
   * Whether anything may be decided about this client, so that {@link #decide} has to be asked.
   * Never waits and allocates nothing.
   */
  public boolean concerns(ClientAddress client) {
    return client.isResolved()
        && decisions.mayConcern(client.address().high(), client.address().low());
  }

  /** As {@link #concerns}, of a client with this IPv4 address. */
  public boolean concernsIpv4(int bits) {
    return decisions.mayConcern(0, MAPPED | (bits & 0xFFFF_FFFFL));
  }

  /** What to do with a request. In live mode it may wait for LAPI. */
  public Verdict decide(RequestFacts facts) {
    if (!facts.client().isResolved()) {
      return Verdict.CLEAN;
    }
    try {
      Optional<InForce> found = decisions.inForce(facts.client().address());
      return found.isEmpty() ? Verdict.CLEAN : judge(facts, found.get());
    } catch (DecisionsUnavailableException e) {
      return unavailable(facts, e);
    }
  }

  private Verdict judge(RequestFacts facts, InForce inForce) {
    Decision decision = inForce.decision();
    Remediation type = decision.kind().remediation();
    if (config.isCustom(type)) {
      return Verdict.of(Answer.CUSTOM, type, List.of("left to the application")).about(decision);
    }
    Instant now = time.instant();
    IpAddress address = facts.client().address();
    AddressRecord record = visitors.at(address);
    record.noteBrowser(visitors.mixed(facts.browser()));
    PassClaim claim = passage.admit(facts.pass().apply(inForce.since()), record, now);
    Evidence evidence = networks.about(address).and(record.evidence(now));
    PolicyAnswer answer = policy.decide(question(facts, inForce, evidence, now));
    record.classed(policy.classed(evidence, now));
    if (answer.assessment().softened()) {
      lowerings.lowered(decision, answer);
    }
    return passage.verdict(facts, answer, claim, record, now).about(decision);
  }

  private static PolicyQuestion question(
      RequestFacts facts, InForce inForce, Evidence evidence, Instant now) {
    return new PolicyQuestion(
        inForce.decision(), evidence, Leases.NONE, facts.surface(), inForce.since(), now);
  }

  private Verdict unavailable(RequestFacts facts, DecisionsUnavailableException cause) {
    List<String> reasons = List.of(String.valueOf(cause.getMessage()));
    return switch (config.onUnavailable()) {
      case PASS -> Verdict.of(Answer.PASS, Remediation.OBSERVE, reasons);
      case DENY -> Verdict.of(Answer.UNAVAILABLE, Remediation.BAN, reasons).after(UNAVAILABLE_FOR);
      case CHALLENGE -> challenge(facts, reasons);
    };
  }

  private static Verdict challenge(RequestFacts facts, List<String> reasons) {
    PassClaim claim = facts.pass().apply(Instant.EPOCH);
    return claim.isPresent() || facts.asker() == Asker.PREFLIGHT
        ? Verdict.of(Answer.PASS, Remediation.OBSERVE, reasons).accepting(claim, false)
        : Verdict.of(Answer.ASK, Remediation.CHALLENGE, reasons);
  }
}
