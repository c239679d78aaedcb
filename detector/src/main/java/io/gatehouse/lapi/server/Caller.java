package io.gatehouse.lapi.server;

import io.gatehouse.net.IpAddress;

/**
 * Who asks.
 *
 * @param address the peer's, or what a trusted proxy says it is; 127.0.0.1 for a Unix socket
 * @param trusted whether the address may delete alerts
 * @param local whether it is of this host: loopback or a Unix socket
 * @param identity who it proved to be
 */
record Caller(IpAddress address, boolean trusted, boolean local, Identity identity) {

  /** What a caller proved to be. */
  sealed interface Identity {}

  /** Nobody yet: a route that needs no proof. */
  record Anyone() implements Identity {}

  /**
   * A log processor.
   *
   * @param id its name; {@code localhost} on the admin socket
   */
  record Machine(String id) implements Identity {}

  /** A remediation component. */
  record Bouncer(BouncerRegistry.Entry entry) implements Identity {}

  /** The machine's id. Only for routes that machines alone may ask. */
  String machineId() {
    if (identity instanceof Machine machine) {
      return machine.id();
    }
    throw new IllegalStateException("this route is not for machines only");
  }

  /** The bouncer. Only for routes that bouncers alone may ask. */
  BouncerRegistry.Entry bouncer() {
    if (identity instanceof Bouncer bouncer) {
      return bouncer.entry();
    }
    throw new IllegalStateException("this route is not for bouncers only");
  }
}
