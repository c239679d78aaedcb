package io.gatehouse.daemon.lapi.serve;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.lapi.active.ActiveCount;
import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.active.CommitListener;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiServer;
import io.gatehouse.lapi.server.LapiServerConfig;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.server.LapiServerConfig.Prometheus;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A LAPI that serves: the database, the decisions in memory, and the listeners on top. */
public final class ServingLapi implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServingLapi.class);

  private final EngineConfig config;
  private final LapiDatabase database;
  private final ActiveDecisions active;
  private final LapiServer server;

  private ServingLapi(
      EngineConfig config, LapiDatabase database, ActiveDecisions active, LapiServer server) {
    this.config = config;
    this.database = database;
    this.active = active;
    this.server = server;
  }

  /**
   * Opens everything, the listeners last; what was opened is closed again if a part fails.
   *
   * @param committed are told of every change of decisions, once requests are answered by it
   */
  public static ServingLapi open(
      EngineConfig config, LapiServerConfig wanted, InstantSource time, CommitListener... committed)
      throws ProgramException {
    return open(config, wanted, time, DatabaseTurn.SHORT, committed);
  }

  /** With another way to let a moment pass. */
  static ServingLapi open(
      EngineConfig config,
      LapiServerConfig wanted,
      InstantSource time,
      DatabaseTurn.Pause pause,
      CommitListener... committed)
      throws ProgramException {
    LapiServerConfig settings = config.prometheus().given() ? wanted : withoutTakenPort(wanted);
    DataDirectory.prepare(config);
    ActiveDecisions active = new ActiveDecisions();
    try {
      CommitListener[] listeners =
          Stream.concat(Stream.of(active), Arrays.stream(committed)).toArray(CommitListener[]::new);
      LapiDatabase database = database(config.database().path(), time, pause, listeners);
      try {
        return new ServingLapi(
            config, database, active, LapiServer.start(settings, database, active, time));
      } catch (IOException | StorageException e) {
        database.close();
        throw e;
      }
    } catch (StorageException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ProgramException(
          e.getMessage() + "; change api.server.listen_uri or prometheus.listen_port");
    }
  }

  /** A command may be at it, which is no reason not to serve. */
  private static LapiDatabase database(
      Path file, InstantSource time, DatabaseTurn.Pause pause, CommitListener... listeners)
      throws ProgramException {
    DatabaseTurn turn = new DatabaseTurn(pause);
    while (true) {
      try {
        return LapiDatabase.open(file, time, listeners);
      } catch (StorageException e) {
        turn.await(e);
      }
    }
  }

  /** A default that another program holds is no reason not to serve. */
  private static LapiServerConfig withoutTakenPort(LapiServerConfig settings) {
    Optional<ListenAddress> taken =
        settings.prometheus().listen().filter(address -> !isFree(address));
    if (taken.isEmpty()) {
      return settings;
    }
    log.warn(
        "{}:{} is in use, so no metrics are served; set prometheus.listen_port",
        taken.get().host(),
        taken.get().port());
    return settings.toBuilder().prometheus(Prometheus.OFF).build();
  }

  private static boolean isFree(ListenAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens, for people. */
  public String places() {
    String scheme = config.server().tls().isPresent() ? "https://" : "http://";
    Stream<String> network =
        config.server().listen().stream()
            .map(address -> scheme + address.withPort(server.port().orElse(address.port())) + "/");
    return Stream.concat(
            network,
            Stream.concat(
                config.server().socket().stream().map(Object::toString),
                Stream.of(config.adminSocket().toString())))
        .collect(Collectors.joining(", "));
  }

  /** What an operator does to bouncers and machines, in this process. */
  public LapiAdministration administration() {
    return server.administration();
  }

  /** What a scrape gets of it. */
  public String scrape() {
    return server.scrape();
  }

  /** How it stands, in a few words. */
  public String summary() {
    long decisions = active.counts().stream().mapToLong(ActiveCount::count).sum();
    return "%,d active decisions".formatted(decisions);
  }

  /** No more requests; then the database, so that nothing that was acknowledged is lost. */
  @Override
  public void close() {
    server.close();
    try {
      database.close();
    } catch (StorageException e) {
      log.error("{}", e.getMessage());
    }
  }
}
