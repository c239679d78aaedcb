package io.gatehouse.policy;

import java.util.Locale;

/** How far an address is taken to be shared. In order. */
public enum Sharing {
  /** One household, one server. */
  DEDICATED,
  /** Perhaps many. */
  POSSIBLE,
  /** Many. */
  SHARED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
