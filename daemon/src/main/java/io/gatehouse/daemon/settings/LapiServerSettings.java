package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.net.IpPrefix;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The LAPI that this program serves ({@code api.server}).
 *
 * @param enabled whether it is served at all
 * @param listen where it listens for TCP; empty for nowhere
 * @param socket a Unix socket it listens at as well, with keys and passwords as over TCP
 * @param profiles what is decided about an alert
 * @param profilesGiven whether the file names it: then it must be there
 * @param trustedProxies whose {@code X-Forwarded-For} is believed; empty for nobody
 * @param trustedIps who may delete alerts; loopback always may
 * @param remoteRegistration whether machines elsewhere may ask to be registered
 * @param autoRegistration which of them are validated at once
 * @param tls certificate and key; plain HTTP without
 */
public record LapiServerSettings(
    boolean enabled,
    Optional<ListenAddress> listen,
    Optional<Path> socket,
    Path profiles,
    boolean profilesGiven,
    List<IpPrefix> trustedProxies,
    List<IpPrefix> trustedIps,
    boolean remoteRegistration,
    Optional<AutoRegistration> autoRegistration,
    Optional<ServerTls> tls) {

  private static final ListenAddress DEFAULT_LISTEN = new ListenAddress("127.0.0.1", 8080);

  /** Copies the lists. */
  public LapiServerSettings {
    trustedProxies = List.copyOf(trustedProxies);
    trustedIps = List.copyOf(trustedIps);
  }

  static LapiServerSettings read(ConfigSection section, EnginePaths paths, NotActedOn later) {
    Optional<Path> socket = section.path("listen_socket");
    return new LapiServerSettings(
        section.flag("enable", true),
        listen(section, socket.isPresent()),
        socket,
        section.path("profiles_path", paths.configDir().resolve("profiles.yaml")),
        section.has("profiles_path"),
        trustedProxies(section),
        Prefixes.read(section, "trusted_ips", List.of("127.0.0.1", "::1")),
        !section.flag("disable_remote_lapi_registration", false),
        AutoRegistration.read(section.section("auto_registration")),
        ServerTls.read(section.section("tls"), later));
  }

  /** The keys that gatehouse.yaml has; everything else is as it is without a file. */
  static LapiServerSettings readListeners(ConfigSection section) {
    Optional<Path> socket = section.path("listen_socket");
    return new LapiServerSettings(
        true,
        listen(section, socket.isPresent()),
        socket,
        Path.of("profiles.yaml"),
        false,
        List.of(),
        List.of(IpPrefix.parse("127.0.0.1"), IpPrefix.parse("::1")),
        true,
        Optional.empty(),
        Optional.empty());
  }

  /** A file that names only a socket wants no TCP, as upstream has it. */
  private static Optional<ListenAddress> listen(ConfigSection section, boolean hasSocket) {
    boolean nowhere = hasSocket && !section.has("listen_uri");
    Optional<ListenAddress> fallback = nowhere ? Optional.empty() : Optional.of(DEFAULT_LISTEN);
    Optional<ListenAddress> listen =
        section.value(
            "listen_uri",
            fallback,
            text -> Optional.of(text).filter(t -> !t.isEmpty()).map(ListenAddress::parse),
            address -> address.map(ListenAddress::toString).orElse(""));
    if (listen.isEmpty() && !hasSocket) {
      section.problem("listen_uri", "is empty, and so is 'listen_socket'; give one of them");
    }
    return listen;
  }

  /** The flag alone believes everybody, as upstream does; naming proxies turns it on. */
  private static List<IpPrefix> trustedProxies(ConfigSection section) {
    boolean believe = section.flag("use_forwarded_for_headers", false);
    List<IpPrefix> named = Prefixes.read(section, "trusted_proxies", List.of());
    if (!believe || !named.isEmpty()) {
      return named;
    }
    section.warn(
        "use_forwarded_for_headers",
        "believes whatever any IPv4 client says of its address; name your proxies in"
            + " 'trusted_proxies'");
    return List.of(IpPrefix.parse("0.0.0.0/0"));
  }
}
