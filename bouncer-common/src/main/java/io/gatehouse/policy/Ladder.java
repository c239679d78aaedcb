package io.gatehouse.policy;

/** How a layer goes from what was decided down to the least that does the job. */
interface Ladder {

  /**
   * The least that does the job. Its reasons are those of this layer's own steps, none where it
   * leaves the decision as it is.
   */
  Rule least(Situation situation);

  /** Whether a range with shared networks in it is taken apart before {@link #least} is asked. */
  boolean takesApart(Situation situation);
}
