package io.gatehouse.challenge;

import java.util.Locale;

/** What the pass in a visit is worth. */
public sealed interface PassCheck {

  /** It is the visitor's own. */
  record Valid(Pass pass) implements PassCheck {}

  /**
   * It is good, but its visitor comes from elsewhere than when it was issued: a phone between two
   * networks or an address pool, or a thief with the same browser. Where the address is shared or
   * the network is the same, take it and send {@link Challenges#renew}; else ask for a proof of
   * work.
   *
   * @param sameNetwork whether old and new address are in the same autonomous system
   */
  record Moved(Pass pass, boolean sameNetwork) implements PassCheck {}

  /** It is worth nothing. */
  record Refused(Reason reason) implements PassCheck {}

  /** Why a pass is worth nothing; a label of a metric. */
  enum Reason {
    /** There is none. */
    ABSENT,
    /** We did not sign it, or with a key that is gone. */
    FORGED,
    /** Its time is over. */
    EXPIRED,
    /** It says that it was issued later than now. */
    FROM_THE_FUTURE,
    /** It is for another host. */
    OTHER_HOST,
    /** It is another browser's. */
    OTHER_VISITOR,
    /** It was issued before a stricter decision. */
    OUTDATED,
    /** It was taken away. */
    REVOKED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
