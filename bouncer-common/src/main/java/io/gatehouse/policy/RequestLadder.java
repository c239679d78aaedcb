package io.gatehouse.policy;

import io.gatehouse.decision.Remediation;
import java.util.ArrayList;
import java.util.List;

/**
 * The ladder where requests are seen, at HTTP and at a provider's edge: down to what {@link
 * HttpTable} allows, one rung further for a decision milder than a ban on a shared address, and
 * back to the nearest that the point can do.
 *
 * <p>An edge is told of ranges in advance, where HTTP judges the address of each request: so it
 * asks a question of a range that a kernel would refuse to drop.
 */
final class RequestLadder implements Ladder {
  private final PolicyPoint point;
  private final HttpTable table;
  private final Remediation floor;

  RequestLadder(PolicyPoint point, PolicyConfig config) {
    this.point = point;
    this.table = config.httpTable();
    this.floor = config.floor();
  }

  @Override
  public Rule least(Situation situation) {
    Remediation asked = situation.asked();
    if (situation.unruly()) {
      return Rule.of(asked, List.of("most of its identities were revoked: as decided"));
    }
    Remediation wanted = Rungs.harsher(wanted(situation), Rungs.milder(floor, asked));
    Remediation done = point.nearest(wanted, asked, situation.standing(), situation.severity());
    return Rule.of(done, reasons(situation, wanted, done));
  }

  @Override
  public boolean takesApart(Situation situation) {
    return point.layer() == Layer.EDGE;
  }

  private Remediation wanted(Situation situation) {
    Remediation asked = situation.asked();
    Remediation wanted =
        Rungs.milder(asked, table.most(situation.severity(), situation.standing()));
    if (situation.standing() == Standing.SHARED && !asked.equals(Remediation.BAN)) {
      wanted = Rungs.milder(wanted, Rungs.below(asked));
    }
    return isUnqualifiedRange(situation) ? Rungs.milder(wanted, Remediation.CAPTCHA) : wanted;
  }

  private boolean isUnqualifiedRange(Situation situation) {
    return point.layer() == Layer.EDGE && situation.isTooWide();
  }

  private List<String> reasons(Situation situation, Remediation wanted, Remediation done) {
    List<String> reasons = new ArrayList<>();
    if (done.equals(situation.asked()) && wanted.equals(done)) {
      return reasons;
    }
    if (isUnqualifiedRange(situation)) {
      reasons.add("too wide a range to refuse on a machine's word");
    }
    reasons.add(lowered(situation.asked(), wanted));
    if (!done.equals(wanted)) {
      reasons.add(wanted + " cannot be done here: " + done);
    }
    return reasons;
  }

  private static String lowered(Remediation asked, Remediation wanted) {
    return asked + " lowered to " + wanted;
  }
}
