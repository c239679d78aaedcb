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
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mode {@code dry-run}: says what would be enforced, and enforces nothing. Silent while a first
 * pull comes in, and then tells the whole of it.
 */
final class DryRunEnforcer implements Enforcer<Long, DryRunEnforcer.Script> {
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

  private long told = Long.MIN_VALUE;

  /**
   * What would be done.
   *
   * @param desired a view, good until the plan was carried out
   * @param whole whether nothing of it was told before
   */
  record Script(DesiredMeasures desired, boolean whole) implements Plan {
    @Override
    public String summary() {
      return cost() + " changes";
    }

    @Override
    public long cost() {
      return whole ? desired.size() : desired.changeCount();
    }

    @Override
    public boolean isEmpty() {
      return !desired.complete() || (!whole && cost() == 0);
    }

    @Override
    public String rendering() {
      return whole
          ? text(desired.all(), DryRunEnforcer::ban)
          : text(desired.changes(), DryRunEnforcer::change);
    }

    private static <C extends MeasureCursor> String text(C cursor, Function<C, String> words) {
      StringBuilder text = new StringBuilder();
      int lines = 0;
      for (; cursor.next(); lines++) {
        if (lines < MOST_LINES) {
          text.append(words.apply(cursor)).append('\n');
        }
      }
      if (lines > MOST_LINES) {
        text.append("… and ").append(lines - MOST_LINES).append(" more\n");
      }
      return text.toString();
    }
  }

  private static String change(ChangeCursor change) {
    return change.change() == ChangeCursor.Change.REMOVED
        ? "would let " + change.target().value() + " go"
        : ban(change);
  }

  private static String ban(MeasureCursor measure) {
    return "would "
        + measure.kind().action()
        + " "
        + measure.target().value()
        + " ("
        + measure.kind().traffic()
        + " traffic) until "
        + Instant.ofEpochSecond(measure.untilEpochSecond())
        + " for "
        + measure.kind().attribution().originLabel();
  }

  @Override
  public EnforcerProfile profile() {
    return PROFILE;
  }

  @Override
  public Long observe() {
    return told;
  }

  @Override
  public Script plan(DesiredMeasures desired, Long observed) {
    return new Script(desired, observed != desired.basis());
  }

  @Override
  public Applied execute(Script plan) {
    plan.rendering().lines().forEach(line -> log.info("dry-run: {}", line));
    told = plan.desired().basis();
    return Applied.NOTHING;
  }

  @Override
  public List<Counters> counters() {
    return List.of();
  }

  @Override
  public void close() {}
}
