package io.gatehouse.lapi.contract;

/** Which shape of the wire a server speaks. */
public enum Release {
  /** Debian 12's CrowdSec. */
  CROWDSEC_1_4_6,

  /** CrowdSec 1.7.8 and later, with the repairs that we make: what our own server speaks. */
  CURRENT
}
