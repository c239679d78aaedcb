package io.gatehouse.enforce;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.RemediationPolicy;
import io.gatehouse.store.EffectiveListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Turns what is effective in the store into measures for one enforcement point, and sends them on
 * to its loop. Guards and limits are applied here, so that nothing guarded ever reaches an
 * enforcer.
 *
 * <p>While the first pull comes in, measures are sent on as they come; afterwards those of one pull
 * are sent together, so that a target which is taken back and decided anew is never let go between.
 *
 * <p>Called under the store's lock; {@link #guard} and {@link #refused} from any thread.
 */
public final class MeasureFeed implements EffectiveListener {
  private static final Logger log = LoggerFactory.getLogger(MeasureFeed.class);

  private final MeasureReceiver receiver;
  private final MeasureRules rules;
  private final TargetLimits limits;
  private final List<MeasureBatch> held = new ArrayList<>();
  private final Tellable guarded =
      new Tellable(Level.WARN, "are about guarded addresses: not enforced");
  private final Tellable wide =
      new Tellable(Level.WARN, "are wider than max_prefix allows: not enforced");
  private final Tellable softened =
      new Tellable(Level.INFO, "deserve less than was decided, by the policy");
  private MeasureBatch batch = new MeasureBatch();
  private Completeness state = Completeness.LOADING;
  private volatile Guards guards;

  /** Feeds the loop of an enforcer. */
  public static MeasureFeed to(
      EnforcerLoop<?, ?> loop,
      RemediationPolicy policy,
      TargetLimits limits,
      Guards guards,
      InstantSource time) {
    return new MeasureFeed(loop, policy, limits, guards, time);
  }

  /** Feeds a preview. */
  public static MeasureFeed to(
      MeasurePreview preview,
      RemediationPolicy policy,
      TargetLimits limits,
      Guards guards,
      InstantSource time) {
    return new MeasureFeed(preview, policy, limits, guards, time);
  }

  private MeasureFeed(
      MeasureReceiver receiver,
      RemediationPolicy policy,
      TargetLimits limits,
      Guards guards,
      InstantSource time) {
    this.receiver = receiver;
    this.rules = new MeasureRules(policy, time);
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
    receiver.send(table -> table.guarded(fresh.prefixes()));
  }

  /** What is guarded. Any thread. */
  public Guards guards() {
    return guards;
  }

  /** How often a target was refused because it is guarded or too wide. */
  public long refused() {
    return guarded.total() + wide.total();
  }

  /** How often the policy came to less than was decided, carried out or only reported. */
  public long softened() {
    return softened.total();
  }

  @Override
  public void effective(TargetKey target, DecisionKind kind, long untilEpochSecond) {
    if (!target.isAddress() || isRefused(target)) {
      ended(target);
      return;
    }
    MeasureRules.Found rule = rules.of(kind, target.high(), target.low(), target.bits());
    if (rule.softened()) {
      softened.add(target);
    }
    if (rule.isEnforced()) {
      add(target, rule.kind(), rules.until(rule, untilEpochSecond));
    } else {
      ended(target);
    }
  }

  @Override
  public void ended(TargetKey target) {
    add(target, null, 0);
  }

  @Override
  public void published(Completeness completeness) {
    state = completeness;
    turnBatch();
    held.forEach(receiver::send);
    held.clear();
    if (state == Completeness.COMPLETE) {
      receiver.send(table -> table.complete(true));
      guarded.say(log, receiver.name());
      wide.say(log, receiver.name());
      softened.say(log, receiver.name());
    }
  }

  @Override
  public void restarted() {
    held.clear();
    batch = new MeasureBatch();
    receiver.send(MeasureTable::restart);
  }

  private void add(TargetKey target, @Nullable MeasureKind kind, long untilEpochSecond) {
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
      receiver.send(batch);
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
      wide.add(target);
      return true;
    }
    if (guards.cover(target.high(), target.low(), target.bits())) {
      guarded.add(target);
      return true;
    }
    return false;
  }
}
