package io.gatehouse.store;

import io.gatehouse.decision.Decision;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A decision and since when it is in force here.
 *
 * @param decision what was decided
 * @param since when a decision with this remediation came in; {@link Instant#EPOCH} where it was
 *     there before anybody looked
 */
public record InForce(Decision decision, Instant since) {

  /**
   * The one that counts: the strongest, of equally strong ones the one that ends last. It is in
   * force for as long as any that is as strong.
   */
  public static Optional<InForce> strongest(Collection<InForce> found, EffectiveOrder order) {
    return found.stream()
        .filter(one -> one.rank(order) > EffectiveOrder.IGNORED)
        .reduce((one, other) -> stronger(one, other, order));
  }

  private static InForce stronger(InForce one, InForce other, EffectiveOrder order) {
    int difference = one.rank(order) - other.rank(order);
    if (difference != 0) {
      return difference > 0 ? one : other;
    }
    boolean endsLater = one.decision.until().isAfter(other.decision.until());
    Instant earlier = one.since.isBefore(other.since) ? one.since : other.since;
    return new InForce((endsLater ? one : other).decision, earlier);
  }

  private int rank(EffectiveOrder order) {
    return order.rank(decision.kind().remediation());
  }
}
