package io.gatehouse.lapi.server;

import io.gatehouse.lapi.storage.OperatingSystem;
import io.gatehouse.lapi.storage.StoredBouncer;
import io.gatehouse.net.IpAddress;
import java.time.Instant;

/** What becomes of a bouncer's row. */
final class BouncerRows {
  private BouncerRows() {}

  /** It asks from this address. */
  static StoredBouncer from(StoredBouncer row, String address, Instant now) {
    return with(row, address, row.type(), row.version(), row.os(), row.featureFlags(), now);
  }

  /** It is this program. */
  static StoredBouncer running(StoredBouncer row, UserAgent agent, Instant now) {
    return with(
        row, row.ipAddress(), agent.type(), agent.version(), row.os(), row.featureFlags(), now);
  }

  /** It runs there. */
  static StoredBouncer reporting(
      StoredBouncer row, String version, OperatingSystem os, String featureFlags, Instant now) {
    return with(row, row.ipAddress(), row.type(), version, os, featureFlags, now);
  }

  private static StoredBouncer with(
      StoredBouncer row,
      String address,
      String type,
      String version,
      OperatingSystem os,
      String featureFlags,
      Instant now) {
    return new StoredBouncer(
        row.id(),
        row.name(),
        row.keyHash(),
        row.authType(),
        row.autoCreated(),
        address,
        type,
        version,
        os,
        featureFlags,
        row.createdAt(),
        now,
        row.lastPull(),
        row.cursor());
  }

  /** Another row for the same key, because it came from one more address. */
  static StoredBouncer shared(StoredBouncer first, String address, Instant now) {
    return new StoredBouncer(
        0,
        base(first.name()) + "@" + address,
        first.keyHash(),
        first.authType(),
        true,
        address,
        "",
        "",
        OperatingSystem.UNKNOWN,
        "",
        now,
        now,
        null,
        0);
  }

  /** The name without the addresses that earlier rows were given at its end. */
  private static String base(String name) {
    int at = name.lastIndexOf('@');
    boolean shared = at > 0 && IpAddress.tryParse(name.substring(at + 1)).isPresent();
    return shared ? base(name.substring(0, at)) : name;
  }
}
