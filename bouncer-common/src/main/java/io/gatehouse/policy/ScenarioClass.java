package io.gatehouse.policy;

import static io.gatehouse.policy.Severity.HIGH;
import static io.gatehouse.policy.Severity.LOW;
import static io.gatehouse.policy.Severity.MEDIUM;
import static io.gatehouse.policy.Severity.NONE;

/** What kind of offence a decision answers, and how severe that is at each layer. */
public enum ScenarioClass {
  /** Attempts to break in. */
  EXPLOIT(HIGH, HIGH),
  /** Guessing of passwords and user names. */
  CREDS(MEDIUM, MEDIUM),
  /** Crawling and probing. */
  PROBE(LOW, LOW),
  /** An attack on a service other than HTTP. */
  NONHTTP(LOW, HIGH),
  /**
   * Seen without a completed handshake, so that the source may be forged (BCP 38 is not universal).
   */
  SPOOFABLE(NONE, NONE),
  /** On a blocklist; what for is not known. */
  LIST(MEDIUM, MEDIUM),
  /** Decided by a person, whose word is as severe as it is. */
  MANUAL(HIGH, HIGH),
  /** A scenario that no rule knows. */
  OTHER(MEDIUM, MEDIUM);

  private final Severity ofRequests;
  private final Severity ofPackets;

  ScenarioClass(Severity ofRequests, Severity ofPackets) {
    this.ofRequests = ofRequests;
    this.ofPackets = ofPackets;
  }

  /** How severe it is at a layer; guessing passwords is worst where passwords are asked for. */
  public Severity severity(Layer layer, Surface surface) {
    if (layer == Layer.L4) {
      return ofPackets;
    }
    return this == CREDS && surface == Surface.LOGIN ? HIGH : ofRequests;
  }
}
