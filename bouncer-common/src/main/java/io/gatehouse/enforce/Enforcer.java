package io.gatehouse.enforce;

import java.util.List;

/**
 * Makes one enforcement point (kernel sets, a remote list) hold the desired measures. Not
 * thread-safe: its own loop calls it, {@link #counters} alone may be called from any thread.
 *
 * @param <O> what it knows of the point
 * @param <P> its plan
 */
public interface Enforcer<O, P extends Plan> extends AutoCloseable {

  /** What this point can hold and do. Constant. */
  EnforcerProfile profile();

  /**
   * What is there and is ours, as far as it is known without a costly read. Called at least every
   * 500 ms, so that somebody else's interference is noticed.
   *
   * @throws EnforcementException if the point cannot be asked
   */
  O observe() throws EnforcementException;

  /**
   * The difference, computed without touching anything. An empty plan means that nothing needs to
   * be done.
   */
  P plan(DesiredMeasures desired, O observed);

  /**
   * Carries the plan out. Idempotent: adding a present target refreshes it; removing an absent one
   * is no error.
   *
   * @return how many targets were added, removed, refreshed and rejected
   * @throws EnforcementException if the point may now differ from the plan's end; the next
   *     observation tells, and a new plan follows
   */
  Applied execute(P plan) throws EnforcementException;

  /** What the point has counted. Any thread; empty where the point does not answer. */
  List<Counters> counters();

  /** Lets go of the point and leaves its protection in place. Closing twice does nothing. */
  @Override
  void close();

  /**
   * What one origin's entries did.
   *
   * @param origin as {@link io.gatehouse.decision.DecisionKind#originLabel()}; empty for all
   *     traffic that was looked at
   * @param family {@code ipv4} or {@code ipv6}
   * @param elements entries that the point holds; 0 for all traffic
   * @param packets since an arbitrary start; may go back to 0
   * @param bytes as packets
   */
  record Counters(String origin, String family, long elements, long packets, long bytes) {}
}
