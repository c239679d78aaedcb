package io.gatehouse.decision;

/**
 * A decision seen through accessors, so that its source may show a million of them through one
 * object: whoever is handed a row reads it before returning and keeps no reference.
 */
public interface DecisionRow {

  /** LAPI's row id; 0 where the source has none. */
  long id();

  /** Remediation, origin and scenario. */
  DecisionKind kind();

  /**
   * Whether the target is an address or prefix, so that {@link #high} and the like may be called.
   */
  boolean isAddress();

  /** See {@link io.gatehouse.net.IpPrefix#high()}; host bits are zero. */
  long high();

  /** See {@link io.gatehouse.net.IpPrefix#low()}; host bits are zero. */
  long low();

  /** See {@link io.gatehouse.net.IpPrefix#bits()}. */
  int bits();

  /** What it is about, as an object. */
  Target target();

  /** The second at which it ends, since 1970; in the past for a row that was deleted. */
  long untilEpochSecond();
}
