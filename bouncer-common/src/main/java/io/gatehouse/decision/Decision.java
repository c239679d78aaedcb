package io.gatehouse.decision;

import io.gatehouse.net.IpPrefix;
import java.time.Instant;

/**
 * One decision as LAPI made it. Exists at the edges only: a store keeps a million of them in
 * columns.
 *
 * @param id LAPI's row id; 0 where the source has none
 * @param kind remediation, origin and scenario
 * @param target what it is about
 * @param until when it ends, in whole seconds
 */
public record Decision(long id, DecisionKind kind, Target target, Instant until)
    implements DecisionRow {

  @Override
  public boolean isAddress() {
    return target instanceof Target.Prefix;
  }

  @Override
  public long high() {
    return prefix().high();
  }

  @Override
  public long low() {
    return prefix().low();
  }

  @Override
  public int bits() {
    return prefix().bits();
  }

  @Override
  public long untilEpochSecond() {
    return until.getEpochSecond();
  }

  private IpPrefix prefix() {
    if (target instanceof Target.Prefix address) {
      return address.prefix();
    }
    throw new IllegalStateException(target + " has no address");
  }
}
