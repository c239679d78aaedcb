package io.gatehouse.enforce;

/**
 * What became of a plan, in targets.
 *
 * @param added put in
 * @param removed taken out
 * @param refreshed were there and got another end or attribution
 * @param rejected refused by the enforcement point, and not enforced
 */
public record Applied(long added, long removed, long refreshed, long rejected) {
  /** Nothing was done. */
  public static final Applied NOTHING = new Applied(0, 0, 0, 0);

  /** Both together. */
  public Applied plus(Applied other) {
    return new Applied(
        added + other.added,
        removed + other.removed,
        refreshed + other.refreshed,
        rejected + other.rejected);
  }
}
