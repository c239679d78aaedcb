package io.gatehouse.policy;

import java.util.Locale;

/** How much harm an offence does at one layer; a row of the {@link HttpTable}. Mildest first. */
public enum Severity {
  /** It says nothing about the owner of the address, who may never have sent it. */
  NONE,
  /** Noise: crawling, probing, attacks on a service that this layer does not carry. */
  LOW,
  /** Guessing passwords; or known only from somebody's list. */
  MEDIUM,
  /** An attempt to break in. */
  HIGH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
