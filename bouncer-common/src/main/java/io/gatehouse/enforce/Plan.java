package io.gatehouse.enforce;

/**
 * The difference between what is desired and what is there, in the enforcement point's own terms.
 */
public interface Plan {

  /** One line for a log: what would be added, removed, refreshed. */
  String summary();

  /** How many elements or remote objects would be written; what a rate limit or a bill counts. */
  long cost();

  /**
   * The whole plan as an operator would read it, one change a line; long lists are cut, and say so.
   */
  String rendering();

  /** Whether nothing needs to be done. */
  boolean isEmpty();
}
