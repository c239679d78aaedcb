package io.gatehouse.enforce;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.store.EffectiveListener;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is effective in the store into measures for one enforcement point, and sends them to
 * its loop. Guards and limits are applied here, so that nothing guarded ever reaches an enforcer.
 *
 * <p>While the first pull comes in, measures are sent on as they come; afterwards those of one pull
 * are sent together, so that a target which is taken back and decided anew is never let go between.
 *
 * <p>Called under the store's lock; {@link #guard} and {@link #refused} from any thread.
 */
public final class MeasureFeed implements EffectiveListener {
  private static final Logger log = LoggerFactory.getLogger(MeasureFeed.class);

  private final EnforcerLoop<?, ?> loop;
  private final MeasureRules rules;
  private final TargetLimits limits;
  private final List<MeasureBatch> held = new ArrayList<>();
  private final Refusals guardedTargets = new Refusals("are about guarded addresses");
  private final Refusals wideTargets = new Refusals("are wider than max_prefix allows");
  private MeasureBatch batch = new MeasureBatch();
  private Completeness state = Completeness.LOADING;
  private volatile Guards guards;

  /** Feeds this loop. */
  public MeasureFeed(
      EnforcerLoop<?, ?> loop, MeasureRules rules, TargetLimits limits, Guards guards) {
    this.loop = loop;
    this.rules = rules;
    this.limits = limits;
    this.guards = guards;
    guard(guards);
  }

  /**
   * Guards these addresses from now on. What was told before is judged anew once the store replays
   * to this listener.
   */
  public void guard(Guards fresh) {
    guards = fresh;
    loop.send(table -> table.guarded(fresh.prefixes()));
  }

  /** How often a target was refused because it is guarded or too wide. */
  public long refused() {
    return guardedTargets.total() + wideTargets.total();
  }

  @Override
  public void effective(TargetKey target, DecisionKind kind, long untilEpochSecond) {
    if (!target.isAddress() || isRefused(target)) {
      ended(target);
      return;
    }
    MeasureRules.Rule rule = rules.ruleFor(kind, target.bits());
    if (rule.isEnforced()) {
      add(target, rule.kind(), rule.until(untilEpochSecond));
    } else {
      ended(target);
    }
  }

  @Override
  public void ended(TargetKey target) {
    if (batch.isFull()) {
      turnBatch();
    }
    batch.add(target, null, 0);
  }

  @Override
  public void published(Completeness completeness) {
    state = completeness;
    turnBatch();
    held.forEach(loop::send);
    held.clear();
    if (state == Completeness.COMPLETE) {
      loop.send(table -> table.complete(true));
      guardedTargets.say(log, loop.name());
      wideTargets.say(log, loop.name());
    }
  }

  @Override
  public void restarted() {
    held.clear();
    batch = new MeasureBatch();
    loop.send(MeasureTable::restart);
  }

  private void add(TargetKey target, MeasureKind kind, long untilEpochSecond) {
    if (batch.isFull()) {
      turnBatch();
    }
    batch.add(target, kind, untilEpochSecond);
  }

  private void turnBatch() {
    if (batch.isEmpty()) {
      return;
    }
    if (state == Completeness.LOADING) {
      loop.send(batch);
    } else {
      held.add(batch);
    }
    batch = new MeasureBatch();
  }

  private boolean isRefused(TargetKey target) {
    boolean ipv4 = IpPrefix.isIpv4(target.high(), target.low(), target.bits());
    if (!limits.accepts(ipv4)) {
      return true;
    }
    if (limits.isTooWide(ipv4, target.bits())) {
      wideTargets.add(target.target());
      return true;
    }
    if (guards.cover(target.high(), target.low(), target.bits())) {
      guardedTargets.add(target.target());
      return true;
    }
    return false;
  }
}
