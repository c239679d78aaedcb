package io.gatehouse.daemon.forward;

import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.daemon.settings.ForwardAuthConfig;
import io.gatehouse.daemon.settings.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The service over HTTP: listens from {@link #start} to {@link #close}, while one bouncer may take
 * the place of another. Its methods are called by one thread.
 */
public final class ForwardAuthServer implements AutoCloseable {
  private static final int MAX_THREADS = 64;
  private static final int MAX_CONNECTIONS = 4096;

  /** Of all of a visitor's headers: more than nginx or Traefik take by default. */
  private static final int HEADER_BYTES = 64 << 10;

  /** Longer than proxies keep an idle connection, so that it is never closed under a question. */
  private static final Duration IDLE = Duration.ofSeconds(150);

  private static final Duration STOPPING = Duration.ofSeconds(5);
  private static final long SHUTDOWN_IDLE_MILLIS = 100;

  private final Server server;
  private final CurrentHandler handler;
  private final ForwardAuthConfig config;
  private Optional<ServerConnector> network = Optional.empty(); // set before start returns

  private ForwardAuthServer(ForwardAuthConfig config, HttpBouncer bouncer) {
    this.config = config;
    this.handler = new CurrentHandler(new AuthHandler(bouncer));
    QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, 4);
    pool.setName("forward-auth");
    pool.setDaemon(true);
    server = new Server(pool);
    server.setStopTimeout(STOPPING.toMillis());
    server.setHandler(new GracefulHandler(handler));
  }

  /**
   * Listens where the configuration says.
   *
   * @throws IOException if that can't be; the message says where
   */
  public static ForwardAuthServer start(ForwardAuthConfig config, HttpBouncer bouncer)
      throws IOException {
    ForwardAuthServer started = new ForwardAuthServer(config, bouncer);
    config.listen().ifPresent(started::addNetwork);
    if (config.socket().isPresent()) {
      started.addSocket(config.socket().get());
    }
    started.open();
    if (config.socket().isPresent()) {
      Files.setPosixFilePermissions(
          config.socket().get(), PosixFilePermissions.fromString("rw-rw----"));
    }
    return started;
  }

  private void addNetwork(ListenAddress address) {
    ServerConnector connector = new ServerConnector(server, http());
    connector.setHost(address.host().isEmpty() ? null : address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    server.addConnector(connector);
    network = Optional.of(connector);
  }

  /** In place of what an earlier process left there. */
  private void addSocket(Path path) throws IOException {
    UnixDomainServerConnector connector = new UnixDomainServerConnector(server, http());
    connector.setUnixDomainPath(path);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    Files.deleteIfExists(path);
    server.addConnector(connector);
  }

  /** Paths are a visitor's, looked at and never opened: none is refused for how it is spelled. */
  private static HttpConnectionFactory http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setRelativeRedirectAllowed(true);
    return new HttpConnectionFactory(http);
  }

  /** Jetty throws whatever a component throws. */
  @SuppressWarnings("CatchingUnchecked")
  private void open() throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException("can't listen: " + e.getMessage(), e);
    }
  }

  /** Whether this is where the configuration wants it to listen. */
  public boolean listensAsIn(ForwardAuthConfig other) {
    return config.listen().equals(other.listen()) && config.socket().equals(other.socket());
  }

  /**
   * Goes on by another bouncer, without a question that finds nobody. The one before has nothing to
   * do any more, or has been given 5 seconds.
   */
  public void goOnBy(HttpBouncer bouncer) throws InterruptedException {
    handler.become(new AuthHandler(bouncer), STOPPING);
  }

  /** The port of {@code listen_uri}; empty where it listens on none. */
  public OptionalInt port() {
    return network.isPresent() ? OptionalInt.of(network.get().getLocalPort()) : OptionalInt.empty();
  }

  /** Takes no more questions and lets those under way end within 5 seconds. */
  @Override
  @SuppressWarnings("CatchingUnchecked")
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("forward-auth: the server can't be stopped", e);
    }
  }
}
