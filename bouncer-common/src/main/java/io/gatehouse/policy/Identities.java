package io.gatehouse.policy;

/**
 * How many different clients were told apart at one address in the last hour, whatever they claim
 * to be. A revoked one is in no other count.
 *
 * @param verified solved a captcha or logged in
 * @param worked solved a proof of work and no more
 * @param revoked lost their pass through misbehaving
 */
public record Identities(int verified, int worked, int revoked) {
  /** Nobody. */
  public static final Identities NONE = new Identities(0, 0, 0);

  private static final int FEWEST_TO_JUDGE = 4;

  /** Checks the counts. */
  public Identities {
    if (verified < 0 || worked < 0 || revoked < 0) {
      throw new IllegalArgumentException(
          "identities are counted from 0, not " + verified + ", " + worked + ", " + revoked);
    }
  }

  /** Whether those who misbehave are the rule here: more than half, of at least four. */
  public boolean mostlyRevoked() {
    long all = (long) verified + worked + revoked;
    return all >= FEWEST_TO_JUDGE && 2L * revoked > all;
  }

  Identities or(Identities other) {
    return new Identities(
        Math.max(verified, other.verified),
        Math.max(worked, other.worked),
        Math.max(revoked, other.revoked));
  }
}
