package io.gatehouse.enforce;

import io.gatehouse.decision.Target;

/**
 * Walks over desired measures without making an object of each. Before the first {@link #next} and
 * after it has returned false the accessors mean nothing.
 */
public interface MeasureCursor {

  /** Moves on; false at the end. */
  boolean next();

  /**
   * Whether the target is an address or prefix, so that {@link #high} and the like may be called.
   */
  boolean isAddress();

  /** See {@link io.gatehouse.net.IpPrefix#high()}. */
  long high();

  /** See {@link io.gatehouse.net.IpPrefix#low()}. */
  long low();

  /** See {@link io.gatehouse.net.IpPrefix#bits()}. */
  int bits();

  /** Whom it concerns, as an object. */
  Target target();

  /** What is desired; of a removal in {@link DesiredMeasures#changes}, what was. */
  MeasureKind kind();

  /** Second since 1970 at which it ends. */
  long untilEpochSecond();
}
