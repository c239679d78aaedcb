package io.gatehouse.detector.scenario;

import io.gatehouse.detector.expr.Expression;

/**
 * Evidence for or against an attack.
 *
 * @param condition what to look for
 * @param givenEvil how probable it is in an attack
 * @param givenBenign how probable it is otherwise
 * @param guillotine whether it stays true for a bucket once it was
 */
record BayesianCondition(
    Expression condition, float givenEvil, float givenBenign, boolean guillotine) {

  /** The probability of an attack after the condition turned out like that (Bayes's rule). */
  float update(float prior, boolean holds) {
    float evil = holds ? givenEvil : 1 - givenEvil;
    float benign = holds ? givenBenign : 1 - givenBenign;
    return evil * prior / (evil * prior + benign * (1 - prior));
  }
}
