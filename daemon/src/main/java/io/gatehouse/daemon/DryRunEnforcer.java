package io.gatehouse.daemon;

import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.enforce.Applied;
import io.gatehouse.enforce.ChangeCursor;
import io.gatehouse.enforce.DesiredMeasures;
import io.gatehouse.enforce.Enforcer;
import io.gatehouse.enforce.EnforcerProfile;
import io.gatehouse.enforce.Plan;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mode {@code dry-run}: says what would be enforced, and enforces nothing. */
final class DryRunEnforcer implements Enforcer<Boolean, DryRunEnforcer.Script> {
  private static final Logger log = LoggerFactory.getLogger(DryRunEnforcer.class);
  private static final int MOST_LINES = 100;

  private static final EnforcerProfile PROFILE =
      new EnforcerProfile(
          "dry-run",
          Layer.L4,
          Long.MAX_VALUE,
          EnforcerProfile.Expiry.BY_ITSELF,
          Set.of(Scope.IP, Scope.RANGE),
          Set.of(Remediation.BAN, Remediation.OBSERVE),
          Set.of(Traffic.Kind.values()));

  /**
   * What would be done.
   *
   * @param desired a view, good until the plan was carried out
   */
  record Script(DesiredMeasures desired) implements Plan {
    @Override
    public String summary() {
      return cost() + " changes";
    }

    @Override
    public long cost() {
      return desired.changeCount();
    }

    @Override
    public boolean isEmpty() {
      return !desired.complete() || cost() == 0;
    }

    @Override
    public String rendering() {
      StringBuilder text = new StringBuilder();
      int lines = 0;
      for (ChangeCursor change = desired.changes(); change.next(); lines++) {
        if (lines < MOST_LINES) {
          text.append(line(change)).append('\n');
        }
      }
      if (lines > MOST_LINES) {
        text.append("… and ").append(lines - MOST_LINES).append(" more\n");
      }
      return text.toString();
    }

    private static String line(ChangeCursor change) {
      String target = change.target().value();
      if (change.change() == ChangeCursor.Change.REMOVED) {
        return "would let " + target + " go";
      }
      return "would "
          + change.kind().action()
          + " "
          + target
          + " ("
          + change.kind().traffic()
          + ") until "
          + Instant.ofEpochSecond(change.untilEpochSecond())
          + " for "
          + change.kind().attribution().originLabel();
    }
  }

  @Override
  public EnforcerProfile profile() {
    return PROFILE;
  }

  @Override
  public Boolean observe() {
    return true;
  }

  @Override
  public Script plan(DesiredMeasures desired, Boolean observed) {
    return new Script(desired);
  }

  @Override
  public Applied execute(Script plan) {
    plan.rendering().lines().forEach(line -> log.info("dry-run: {}", line));
    return Applied.NOTHING;
  }

  @Override
  public List<Counters> counters() {
    return List.of();
  }

  @Override
  public void close() {}
}
