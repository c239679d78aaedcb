package io.gatehouse.request;

import io.gatehouse.decision.Decision;
import io.gatehouse.policy.PolicyAnswer;

/** Learns of decisions that the policy comes to less than, carried out or only reported. */
@FunctionalInterface
public interface LoweringListener {
  /** Takes no notice. */
  LoweringListener NONE = (decision, answer) -> {};

  /** Called for each request concerned, on its thread. */
  void lowered(Decision decision, PolicyAnswer answer);
}
