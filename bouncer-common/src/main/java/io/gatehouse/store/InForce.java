package io.gatehouse.store;

import io.gatehouse.decision.Decision;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A decision and since when it is in force here.
 *
 * @param decision what was decided
 * @param since when a decision with this remediation came in; {@link Instant#EPOCH} where it was
 *     there before anybody looked
 */
public record InForce(Decision decision, Instant since) {

  /** The one that counts: the strongest, of equally strong ones the one that ends last. */
  public static Optional<InForce> strongest(Collection<InForce> found, EffectiveOrder order) {
    return found.stream()
        .filter(one -> one.rank(order) > EffectiveOrder.IGNORED)
        .max(
            Comparator.comparingInt((InForce one) -> one.rank(order))
                .thenComparing(one -> one.decision().until()));
  }

  private int rank(EffectiveOrder order) {
    return order.rank(decision.kind().remediation());
  }
}
