package io.gatehouse.request;

import io.gatehouse.net.IpAddress;

/**
 * Who sent a request, as far as that can be believed.
 *
 * @param address of the client; of the nearest proxy where the client's is not known
 * @param source how it was found
 */
public record ClientAddress(IpAddress address, Source source) {

  /** How an address was found. */
  public enum Source {
    /** It is the other end of the connection. */
    PEER,
    /** A trusted proxy named it. */
    FORWARDED,
    /**
     * Trusted proxies sent it and did not name the client, so the address is one of theirs: nothing
     * that is decided about it is about the client.
     */
    UNRESOLVED
  }

  /** There is no address: the connection is a Unix socket, and no trusted proxy named one. */
  public static final ClientAddress UNKNOWN =
      new ClientAddress(IpAddress.of(0, 0), Source.UNRESOLVED);

  /** Whether decisions about the address are about the client. */
  public boolean isResolved() {
    return source != Source.UNRESOLVED;
  }
}
