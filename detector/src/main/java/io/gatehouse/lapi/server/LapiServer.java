package io.gatehouse.lapi.server;

import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.server.LapiServerConfig.ServerTls;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The Local API over HTTP: listens from {@link #start} to {@link #close}. */
public final class LapiServer implements AutoCloseable {
  /**
   * None of them ever waits, so more than keep the processors busy would only make whoever polls
   * wait for their turns. Jetty keeps some for itself.
   */
  private static final int MAX_THREADS =
      Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

  private static final int SCRAPE_THREADS = 8;
  private static final long STOP_MILLIS = 5_000;
  private static final long IDLE_WHEN_FULL_MILLIS = 2_000;

  private final LapiServerConfig config;
  private final Wiring wiring;
  private final Server server;
  private final Server scrapes;
  private Optional<ServerConnector> network = Optional.empty(); // set before start returns
  private Optional<ServerConnector> scrapePort = Optional.empty(); // likewise

  private LapiServer(LapiServerConfig config, Wiring wiring) {
    this.config = config;
    this.wiring = wiring;
    this.server = jetty("lapi", MAX_THREADS);
    this.server.setErrorHandler(Answers::sendError);
    this.server.setHandler(new GracefulHandler(wiring.handler()));
    this.scrapes = jetty("lapi-metrics", SCRAPE_THREADS);
    this.scrapes.setHandler(wiring.scrapes());
  }

  private static Server jetty(String name, int threads) {
    QueuedThreadPool pool = new QueuedThreadPool(threads, 4);
    pool.setName(name);
    pool.setDaemon(true);
    Server jetty = new Server(pool);
    jetty.setStopTimeout(STOP_MILLIS);
    return jetty;
  }

  /**
   * Starts it: first the active decisions, which must be empty and among the database's listeners,
   * are filled from it. The database stays the caller's to close, after this server.
   *
   * @throws StorageException if the database can't be read
   * @throws IOException if a listener can't be opened; the message says which
   */
  public static LapiServer start(
      LapiServerConfig config, LapiDatabase database, ActiveDecisions active, InstantSource time)
      throws StorageException, IOException {
    return start(config, database, active, time, List.of());
  }

  static LapiServer start(
      LapiServerConfig config,
      LapiDatabase database,
      ActiveDecisions active,
      InstantSource time,
      List<Route> more)
      throws StorageException, IOException {
    StoredDecisions.loadInto(active, database);
    Wiring wiring = Wiring.of(config, database, active, time, more);
    LapiServer server = new LapiServer(config, wiring);
    server.listen();
    return server;
  }

  private void listen() throws IOException {
    try {
      open();
      wiring.upkeep().start();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void open() throws IOException {
    Connectors connectors = new Connectors(server, config.limits());
    if (config.listen().isPresent()) {
      ServerConnector tcp = tcp(connectors, config.listen().get(), config.tls());
      network = Optional.of(tcp);
      server.addConnector(tcp);
      limit(tcp, config.limits().connections());
    }
    if (config.listenSocket().isPresent()) {
      server.addConnector(connectors.unix(config.listenSocket().get(), ListenerKind.SOCKET));
    }
    if (config.adminSocket().isPresent()) {
      server.addConnector(connectors.unix(config.adminSocket().get(), ListenerKind.ADMIN));
    }
    server.addBeanToAllConnectors(wiring.heads());
    start(server);
    if (config.adminSocket().isPresent()) {
      Connectors.makePrivate(config.adminSocket().get());
    }
    openScrapes();
  }

  private static ServerConnector tcp(
      Connectors connectors, ListenAddress address, Optional<ServerTls> tls) throws IOException {
    try {
      return connectors.tcp(address, tls);
    } catch (LapiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A listener for metrics is a server of its own: it must answer when the other is busy. */
  private void openScrapes() throws IOException {
    if (config.prometheus().listen().isPresent()) {
      ServerConnector tcp =
          tcp(
              new Connectors(scrapes, config.limits()),
              config.prometheus().listen().get(),
              Optional.empty());
      scrapePort = Optional.of(tcp);
      scrapes.addConnector(tcp);
      start(scrapes);
    }
  }

  /** Accepts no more than so many at a time, and is less patient with idle ones then. */
  private static void limit(ServerConnector connector, int connections) {
    NetworkConnectionLimit limit = new NetworkConnectionLimit(connections, connector);
    limit.setEndPointIdleTimeout(IDLE_WHEN_FULL_MILLIS);
    connector.addBean(limit);
  }

  /** Jetty throws whatever a component throws. */
  @SuppressWarnings("CatchingUnchecked")
  private static void start(Server jetty) throws IOException {
    try {
      jetty.start();
    } catch (Exception e) {
      throw new IOException("lapi: can't listen: " + Answers.firstLine(e.getMessage()), e);
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("lapi: the server can't be stopped", e);
    }
  }

  /** What an operator does, in this process. */
  public LapiAdministration administration() {
    return wiring.administration();
  }

  /** What {@code /metrics} tells, for a process that tells more than that. */
  public String scrape() {
    return wiring.scrapes().text();
  }

  /** The port of {@code listen}; empty where it listens on no TCP port. */
  public OptionalInt port() {
    return port(network);
  }

  /** How many connections there are on {@code listen}. */
  int connections() {
    return network.map(connector -> connector.getConnectedEndPoints().size()).orElse(0);
  }

  /** The port of {@code /metrics}; empty where there is none. */
  public OptionalInt metricsPort() {
    return port(scrapePort);
  }

  private static OptionalInt port(Optional<ServerConnector> connector) {
    return connector.isPresent()
        ? OptionalInt.of(connector.get().getLocalPort())
        : OptionalInt.empty();
  }

  /**
   * Takes no more requests, lets those that run end within 5 seconds, and lets go of everything.
   */
  @Override
  public void close() {
    stop(server);
    stop(scrapes);
    wiring.pools().close();
    wiring.upkeep().close();
  }
}
