package io.gatehouse.enforce;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what {@link Guards} guard, anew each time it is asked, because addresses of a host and of
 * host names change. A name that cannot be resolved keeps the addresses it had. Not thread-safe.
 */
public final class GuardSources {
  private static final Logger log = LoggerFactory.getLogger(GuardSources.class);

  private final HostAddresses host;
  private final Collection<IpPrefix> allowed;
  private final Collection<String> allowedNames;
  private final Map<String, List<IpPrefix>> resolved = new HashMap<>();

  /**
   * Guards this host and what it is told to.
   *
   * @param allowed addresses and prefixes of the allow list
   * @param allowedNames host names of the allow list, and the LAPI's
   */
  public GuardSources(Collection<IpPrefix> allowed, Collection<String> allowedNames) {
    this(new HostAddresses(Path.of("/proc/net")), allowed, allowedNames);
  }

  GuardSources(HostAddresses host, Collection<IpPrefix> allowed, Collection<String> allowedNames) {
    this.host = host;
    this.allowed = List.copyOf(allowed);
    this.allowedNames = List.copyOf(allowedNames);
  }

  /** What is to be guarded now. May ask DNS, and take as long as that does. */
  public Guards gather() {
    List<IpPrefix> prefixes = new ArrayList<>(Guards.PRIVATE);
    prefixes.addAll(allowed());
    try {
      host.own().map(IpPrefix::of).forEach(prefixes::add);
      host.gateways().map(IpPrefix::of).forEach(prefixes::add);
    } catch (IOException e) {
      log.warn("guards: {}; its own addresses may not be guarded", e.getMessage());
    }
    return Guards.of(prefixes);
  }

  /** The allow list alone, with the addresses that its names have now. May ask DNS, as above. */
  public List<IpPrefix> allowed() {
    List<IpPrefix> prefixes = new ArrayList<>(allowed);
    allowedNames.forEach(name -> prefixes.addAll(addressesOf(name)));
    return prefixes;
  }

  private List<IpPrefix> addressesOf(String name) {
    try {
      List<IpPrefix> found = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(name)) {
        found.add(IpPrefix.of(IpAddress.of(address)));
      }
      resolved.put(name, found);
    } catch (UnknownHostException e) {
      if (resolved.putIfAbsent(name, List.of()) == null) {
        log.warn("guards: '{}' cannot be resolved, so it is not guarded yet", name);
      }
    }
    return resolved.getOrDefault(name, List.of());
  }
}
