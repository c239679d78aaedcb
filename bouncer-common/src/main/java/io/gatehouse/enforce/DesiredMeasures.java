package io.gatehouse.enforce;

import io.gatehouse.net.IpPrefix;
import java.util.List;

/**
 * What one enforcement point is to hold, as its own loop sees it. A view, good until the plan made
 * from it has been executed; every call is made on the loop's thread.
 *
 * <p>{@link #changes} is relative to what the point acknowledged last, and only means something to
 * an enforcer whose own state stems from the same {@link #basis}: otherwise it starts over from
 * {@link #all}.
 */
public interface DesiredMeasures {

  /** A number that changes whenever changes can no longer be told from the state before. */
  long basis();

  /**
   * Whether this is everything. False while the first pull is still coming in: a point may then
   * prepare what it is given, and must not put it in force nor take anything away.
   */
  boolean complete();

  /** Second since 1970 that counts as now; measures end after it. */
  long nowEpochSecond();

  /** How many targets are desired. */
  int size();

  /** Every desired target. */
  MeasureCursor all();

  /** What differs from what was acknowledged. */
  ChangeCursor changes();

  /** How many changes there are. */
  int changeCount();

  /** Addresses that are never to be touched, whatever ranges cover them; disjoint, in order. */
  List<IpPrefix> guarded();
}
