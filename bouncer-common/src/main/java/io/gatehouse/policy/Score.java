package io.gatehouse.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How sure it is that many share an address, from 0 to 1. Signals of one group say the same thing
 * in different words, so the heaviest counts; groups are independent and combine as the chance that
 * not all of them err: {@code 1 - Π(1 - w)}.
 *
 * @param listed weight of what authorities say
 * @param verified weight of identities that are hard to forge
 * @param forgeable weight of what a client can forge
 * @param factor what is left of the sum; less than 1 in an AS that rents out servers
 */
record Score(double listed, double verified, double forgeable, double factor) {

  /**
   * Weighs the evidence as far as a layer may rely on it: identities and browsers are seen, and
   * count, at HTTP only. Servers are not shared, so that what a client there claims counts nothing.
   */
  static Score of(Evidence evidence, SignalWeights weights, Layer layer) {
    return new Score(
        weights.listed(evidence.sources()),
        layer == Layer.HTTP ? weights.verified(evidence.identities()) : 0,
        evidence.hosting() ? 0 : weights.forgeable(evidence, layer),
        evidence.hosting() ? weights.hostingFactor() : 1);
  }

  /** Of everything. */
  double total() {
    return (1 - (1 - listed) * (1 - verified) * (1 - forgeable)) * factor;
  }

  /** Of what a client cannot forge. */
  double firm() {
    return (1 - (1 - listed) * (1 - verified)) * factor;
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(parts, "lists", listed);
    add(parts, "identities", verified);
    add(parts, "forgeable signs", forgeable);
    if (factor < 1) {
      parts.add("in a hosting network");
    }
    String sum = String.format(Locale.ROOT, "score %.2f", total());
    return parts.isEmpty() ? sum : sum + " (" + String.join(", ", parts) + ")";
  }

  private static void add(List<String> parts, String name, double weight) {
    if (weight > 0) {
      parts.add(String.format(Locale.ROOT, "%s %.2f", name, weight));
    }
  }
}
