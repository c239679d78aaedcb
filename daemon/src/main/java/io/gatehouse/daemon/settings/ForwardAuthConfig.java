package io.gatehouse.daemon.settings;

import io.gatehouse.bouncer.BouncerSettings;
import io.gatehouse.bouncer.Component;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.config.SettingTexts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that {@code forward-auth.yaml} says: where the service listens, and what the servlet
 * filter has as well, under the same names with underscores and sections.
 *
 * @param listen host and port; empty for a socket alone
 * @param socket a Unix socket, besides or instead
 * @param bouncer what is decided, and how
 * @param log where to write what
 * @param prometheus the listener for metrics and health
 */
public record ForwardAuthConfig(
    Optional<ListenAddress> listen,
    Optional<Path> socket,
    BouncerSettings bouncer,
    LogSettings log,
    PrometheusSettings prometheus) {

  /** Where the file is unless {@code -c} says otherwise. */
  public static final Path DEFAULT_FILE = Path.of("/etc/gatehouse/forward-auth.yaml");

  /** Name of the log file, where one is wanted. */
  public static final String LOG_FILE = "gatehouse-forward-auth.log";

  private static final ListenAddress DEFAULT_LISTEN = new ListenAddress("127.0.0.1", 7480);
  private static final int METRICS_PORT = 60602;

  /**
   * Reads the whole file; problems go to the section's report.
   *
   * @param version of the program, for LAPI
   */
  public static ForwardAuthConfig read(ConfigSection root, String version) {
    Optional<Path> socket = root.path("listen_socket");
    Optional<ListenAddress> listen = listen(root, socket.isPresent());
    root.ignored("enabled", "end the service, and take it out of the proxy's configuration");
    SettingTexts texts = new ForwardAuthTexts(root.asTexts());
    BouncerSettings bouncer = BouncerSettings.read(new Component("forward-auth", version), texts);
    if (bouncer.containersWord()) {
      texts.reject(
          "client-ip.source", "there is no container here; name the header that the proxy sets");
    }
    return new ForwardAuthConfig(
        listen,
        socket,
        bouncer,
        LogSettings.read(root),
        PrometheusSettings.read(root.section("prometheus"), false, METRICS_PORT));
  }

  /** The same, logging at debug level at least. */
  public ForwardAuthConfig verbose() {
    return new ForwardAuthConfig(listen, socket, bouncer, log.verbose(), prometheus);
  }

  /** Who names a socket and no address wants no port. */
  private static Optional<ListenAddress> listen(ConfigSection root, boolean hasSocket) {
    if (hasSocket && !root.has("listen_uri")) {
      return Optional.empty();
    }
    return Optional.of(root.value("listen_uri", DEFAULT_LISTEN, ListenAddress::parse));
  }
}
