package io.gatehouse.daemon.control;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked of the running firewall. */
public enum ControlVerb {
  /** What it enforces, and how it is. */
  STATUS("status"),
  /** Takes the protection away until the next start. */
  RELEASE("release"),
  /** Believes the answer of LAPI that would remove most of what is enforced. */
  CONFIRM_RECONCILE("confirm-reconcile"),
  /** What would be done about an address, and why. */
  EXPLAIN("explain");

  private final String word;

  ControlVerb(String word) {
    this.word = word;
  }

  /** As it goes over the socket. */
  public String word() {
    return word;
  }

  static Optional<ControlVerb> of(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word.equals(word)).findFirst();
  }
}
