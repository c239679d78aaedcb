package io.gatehouse.policy;

import java.util.Locale;

/** What an address is taken for, and on what ground; a column of the {@link HttpTable}. */
public enum Standing {
  /** One household, one server. */
  DEDICATED,
  /** Perhaps many, but only by signs that a client can forge. */
  FORGEABLE,
  /** Perhaps many. */
  POSSIBLE,
  /** Many. */
  SHARED;

  /**
   * The column for a class.
   *
   * @param all class by all evidence
   * @param firm class by the evidence that cannot be forged
   */
  static Standing of(Sharing all, Sharing firm) {
    if (all == Sharing.DEDICATED) {
      return DEDICATED;
    }
    if (firm == Sharing.DEDICATED) {
      return FORGEABLE;
    }
    return all == Sharing.SHARED ? SHARED : POSSIBLE;
  }

  /** Whether it is taken to be shared on evidence that cannot be forged. */
  public boolean isFirmlyShared() {
    return this == POSSIBLE || this == SHARED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
