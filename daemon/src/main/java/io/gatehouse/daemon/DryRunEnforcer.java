package io.gatehouse.daemon;

import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.enforce.Applied;
import io.gatehouse.enforce.ChangeCursor;
import io.gatehouse.enforce.DesiredMeasures;
import io.gatehouse.enforce.Enforcer;
import io.gatehouse.enforce.EnforcerProfile;
import io.gatehouse.enforce.MeasureCursor;
import io.gatehouse.enforce.Plan;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mode {@code dry-run}: says what would be enforced, and enforces nothing. */
final class DryRunEnforcer implements Enforcer<OptionalLong, DryRunEnforcer.Script> {
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

  /** The basis of what was said already; of another one, everything is said anew. */
  private OptionalLong said = OptionalLong.empty();

  /**
   * What would be done.
   *
   * @param desired a view, good until the plan was carried out
   * @param fresh whether nothing was said yet that changes could be told from
   */
  record Script(DesiredMeasures desired, boolean fresh) implements Plan {
    @Override
    public String summary() {
      return cost() + " changes";
    }

    @Override
    public long cost() {
      return fresh ? desired.size() : desired.changeCount();
    }

    @Override
    public boolean isEmpty() {
      return !desired.complete() || cost() == 0;
    }

    @Override
    public String rendering() {
      StringBuilder text = new StringBuilder();
      MeasureCursor cursor = fresh ? desired.all() : desired.changes();
      int lines = 0;
      for (; cursor.next(); lines++) {
        if (lines < MOST_LINES) {
          text.append(line(cursor)).append('\n');
        }
      }
      if (lines > MOST_LINES) {
        text.append("… and ").append(lines - MOST_LINES).append(" more\n");
      }
      return text.toString();
    }

    private static String line(MeasureCursor measure) {
      String target = measure.target().value();
      if (measure instanceof ChangeCursor change
          && change.change() == ChangeCursor.Change.REMOVED) {
        return "would let " + target + " go";
      }
      return "would "
          + measure.kind().action()
          + " "
          + target
          + " ("
          + measure.kind().traffic()
          + ") until "
          + Instant.ofEpochSecond(measure.untilEpochSecond())
          + " for "
          + measure.kind().attribution().originLabel();
    }
  }

  @Override
  public EnforcerProfile profile() {
    return PROFILE;
  }

  @Override
  public OptionalLong observe() {
    return said;
  }

  @Override
  public Script plan(DesiredMeasures desired, OptionalLong observed) {
    return new Script(desired, !observed.equals(OptionalLong.of(desired.basis())));
  }

  @Override
  public Applied execute(Script plan) {
    plan.rendering().lines().forEach(line -> log.info("dry-run: {}", line));
    said = OptionalLong.of(plan.desired().basis());
    return Applied.NOTHING;
  }

  @Override
  public List<Counters> counters() {
    return List.of();
  }

  @Override
  public void close() {}
}
