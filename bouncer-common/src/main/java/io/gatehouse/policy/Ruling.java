package io.gatehouse.policy;

/**
 * What a policy makes of all decisions of one kind and reach.
 *
 * @param mode which of the two rules is in force
 * @param decided what the decision asks for, as far as the point can do it
 * @param least what the policy comes to; never harsher
 */
public record Ruling(PolicyMode mode, Rule decided, Rule least) {

  /** The rule to carry out. */
  public Rule inForce() {
    return mode == PolicyMode.ENFORCE ? least : decided;
  }

  /** Whether the policy comes to less than was decided, carried out or not. */
  public boolean softens() {
    return !least.doesTheSameAs(decided);
  }
}
