package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.policy.Traffic;

/**
 * One map of a generation: the prefixes of one length and family that are banned for the same
 * traffic. Each address looks up its own prefix of that length. Loop thread only.
 */
final class BanMap {
  /**
   * What makes a map.
   *
   * @param bits length within 128 bits; 128 for single addresses
   */
  record Key(IpFamily family, int bits, Traffic traffic) {}

  private final Key key;
  private final Place place;
  private final String name;
  private boolean created;
  private long acknowledged;
  private long pending;

  BanMap(Key key, Place place, String name) {
    this.key = key;
    this.place = place;
    this.name = name;
  }

  Key key() {
    return key;
  }

  Place place() {
    return place;
  }

  IpFamily family() {
    return key.family();
  }

  /** In the kernel. */
  String name() {
    return name;
  }

  boolean isForHosts() {
    return key.bits() == 128;
  }

  /** Whether its elements have counters. */
  boolean counts() {
    return !place.setOnly();
  }

  /** Whether the kernel has it. */
  boolean isCreated() {
    return created;
  }

  void setCreated() {
    created = true;
  }

  long elements() {
    return acknowledged;
  }

  void count(long difference) {
    pending += difference;
  }

  void acknowledge() {
    acknowledged = Math.max(0, acknowledged + pending);
    pending = 0;
  }

  void forget() {
    pending = 0;
  }

  /** Whether nothing will be left in it. */
  boolean isEmptyAfterwards() {
    return acknowledged + pending <= 0;
  }
}
