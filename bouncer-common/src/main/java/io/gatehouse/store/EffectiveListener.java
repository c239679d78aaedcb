package io.gatehouse.store;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Target;

/**
 * Learns what is effective for each target at one enforcement point. Called on whichever thread
 * changes the store, under its lock: it must be quick and must not call the store.
 */
public interface EffectiveListener {

  /** The strongest decision about a target has begun, or has changed. */
  void effective(TargetKey target, DecisionKind kind, long untilEpochSecond);

  /** No decision about the target is in force any more. */
  void ended(TargetKey target);

  /**
   * What was told so far belongs together.
   *
   * @param state whether it is everything there is
   */
  void published(Completeness state);

  /** Forget all that was told: the first pull broke off and starts over. */
  void restarted();

  /** How much of the decisions a listener has been told of. */
  enum Completeness {
    /** The first pull is still coming in. */
    LOADING,
    /** A whole pull was taken in; from now on the store is never incomplete again. */
    COMPLETE
  }

  /** The target of a call, as accessors; not to be kept. */
  interface TargetKey {
    /** Whether it is an address or prefix, so that {@link #high} and the like may be called. */
    boolean isAddress();

    /** See {@link io.gatehouse.net.IpPrefix#high()}. */
    long high();

    /** See {@link io.gatehouse.net.IpPrefix#low()}. */
    long low();

    /** See {@link io.gatehouse.net.IpPrefix#bits()}. */
    int bits();

    /** The target, as an object. */
    Target target();
  }
}
