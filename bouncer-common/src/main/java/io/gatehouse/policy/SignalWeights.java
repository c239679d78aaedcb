package io.gatehouse.policy;

import java.util.Map;
import java.util.Set;

/**
 * How much each signal weighs, from 0 (nothing) to 1 (certain).
 *
 * @param sources of each authority's word
 * @param sharedName of a name that speaks of sharing
 * @param identitiesCap most that any number of identities can weigh
 * @param forgeableCap most that signals which a client can forge weigh together
 * @param hostingFactor what remains of a score in an AS that rents out servers
 */
public record SignalWeights(
    Map<SharedSource, Double> sources,
    double sharedName,
    double identitiesCap,
    double forgeableCap,
    double hostingFactor) {

  /** Mobile networks carry fixed lines too, so that their mere AS number weighs least. */
  public static final SignalWeights DEFAULT =
      new SignalWeights(
          Map.of(
              SharedSource.OPERATOR, 1.0,
              SharedSource.PUBLISHED, 0.9,
              SharedSource.MOBILE_AS, 0.6,
              SharedSource.CELLULAR, 0.7),
          0.3,
          0.95,
          0.4,
          0.3);

  private static final double WORK_PER_IDENTITY = 4;

  /** Copies the map. */
  public SignalWeights {
    sources = Map.copyOf(sources);
  }

  /** Of authorities: the one that weighs most. */
  double listed(Set<SharedSource> by) {
    return by.stream().mapToDouble(source -> sources.getOrDefault(source, 0.0)).max().orElse(0);
  }

  /** Of identities, those that did nothing but work counting a quarter. */
  double verified(Identities identities) {
    return Math.max(
        identities(identities.verified()), identities(identities.worked() / WORK_PER_IDENTITY));
  }

  /** Of so many identities: the first is no sign of sharing, 33 are as good as certain. */
  double identities(double count) {
    return Math.min(identitiesCap, Math.log1p(Math.max(0, count - 1)) / Math.log(33));
  }

  /** Of so many different browsers: two may be one person's. */
  double diversity(int browsers) {
    return Math.min(forgeableCap, Math.log1p(Math.max(0, browsers - 2)) / Math.log(65));
  }

  /** Of all that a client or the owner of a name can make up. */
  double forgeable(Evidence evidence, Layer layer) {
    double seen = layer == Layer.HTTP ? diversity(evidence.diversity()) : 0;
    return Math.min(forgeableCap, seen + (evidence.sharedName() ? sharedName : 0));
  }
}
