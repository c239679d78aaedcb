package io.gatehouse.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which of a target's traffic a measure is about.
 *
 * @param kind whether {@code services} are all there is, the only ones meant, or the ones left
 *     alone
 * @param services empty where kind is {@link Kind#ALL}, else not
 */
public record Traffic(Kind kind, SortedSet<Service> services) {

  /** How the services are meant. */
  public enum Kind {
    /** Everything. */
    ALL,
    /** The services and nothing else. */
    ONLY,
    /** Everything but the services. */
    EXCEPT
  }

  /** Transport protocols that have ports. */
  public enum Protocol {
    /** RFC 9293. */
    TCP,
    /** RFC 768. */
    UDP
  }

  /**
   * A destination port.
   *
   * @param port 1 to 65535
   */
  public record Service(Protocol protocol, int port) implements Comparable<Service> {
    /** Checks the port. */
    public Service {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
      }
    }

    /**
     * Reads {@code tcp/22}.
     *
     * @throws IllegalArgumentException with the text, if it is not a protocol and a port
     */
    public static Service parse(String text) {
      int slash = text.indexOf('/');
      try {
        return new Service(
            Protocol.valueOf(text.substring(0, Math.max(slash, 0)).toUpperCase(Locale.ROOT)),
            Integer.parseInt(text.substring(slash + 1)));
      } catch (IllegalArgumentException malformed) {
        throw new IllegalArgumentException(
            "'" + text + "' is not a service; write it like tcp/22 or udp/53", malformed);
      }
    }

    @Override
    public int compareTo(Service other) {
      int byProtocol = protocol.compareTo(other.protocol);
      return byProtocol != 0 ? byProtocol : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
      return protocol.name().toLowerCase(Locale.ROOT) + "/" + port;
    }
  }

  /** Everything. */
  public static final Traffic ALL = new Traffic(Kind.ALL, Collections.emptySortedSet());

  /** These services and nothing else; at least one. */
  public static Traffic only(Collection<Service> services) {
    return new Traffic(Kind.ONLY, new TreeSet<>(services));
  }

  /** Everything but these services; at least one. */
  public static Traffic except(Collection<Service> services) {
    return new Traffic(Kind.EXCEPT, new TreeSet<>(services));
  }

  /** Copies the services and checks that there are some where the kind wants them. */
  public Traffic {
    services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    if ((kind == Kind.ALL) != services.isEmpty()) {
      throw new IllegalArgumentException(kind + " traffic with services " + services);
    }
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ALL -> "all";
      case ONLY -> "only " + services;
      case EXCEPT -> "all but " + services;
    };
  }
}
