package io.gatehouse.lapi.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.lapi.active.ActiveCount;
import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.server.LapiServerConfig.ServerTls;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server's parts, put together.
 *
 * @param handler handles every request
 * @param pools the threads that work for requests
 * @param upkeep what is done again and again
 * @param scrapes what serves metrics
 * @param heads what watches for slow heads of requests
 * @param administration what an operator does
 */
record Wiring(
    RequestHandler handler,
    ThreadPools pools,
    Upkeep upkeep,
    MetricsListener scrapes,
    HeaderTimeout heads,
    LapiAdministration administration) {

  /** With these routes besides the server's own. */
  static Wiring of(
      LapiServerConfig config,
      LapiDatabase database,
      ActiveDecisions active,
      InstantSource time,
      List<Route> more)
      throws StorageException {
    BouncerRegistry bouncers = BouncerRegistry.load(database.bouncers(), time);
    MachineRegistry machines = MachineRegistry.load(database.machines());
    Tokens tokens = Tokens.of(config.jwtSecret(), time);
    GuessThrottle throttle = new GuessThrottle(time);
    Certificates certificates = certificates(config.tls());
    LapiMetrics metrics = new LapiMetrics(config.prometheus().level());
    SlowClients slow =
        new SlowClients(config.limits().idle(), config.limits().leastBytesPerSecond());
    HeaderTimeout heads = new HeaderTimeout(slow);
    ThreadPools pools = new ThreadPools();

    List<Route> routes = new ArrayList<>(more);
    routes.addAll(HealthRoute.routes());
    routes.addAll(
        new WatcherRoutes(
                machines, tokens, certificates::machineLogin, throttle, config.registration(), time)
            .routes());
    routes.addAll(
        new DecisionRoutes(active, database.decisions(), bouncers, metrics, time).routes());
    routes.addAll(
        new UsageMetricsRoute(database.usageMetrics(), bouncers, machines, time).routes());
    routes.addAll(
        new AlertRoutes(
                database.alerts(),
                new AlertIntake(
                    config.profiles(), Allowlists.NONE, new StoredHistory(database.decisions())),
                machines::pushed,
                time)
            .routes());
    routes.addAll(AllowlistRoutes.routes());
    LapiAdministration administration =
        new DatabaseAdministration(bouncers, machines, database, time);
    List<Route> operators = new ArrayList<>(routes);
    operators.addAll(new AdminRoutes(administration, json -> status(json, active)).routes());

    Authenticator authenticator =
        new Authenticator(
            new ClientAddresses(config.trustedProxies(), config.trustedIps()),
            bouncers,
            machines,
            tokens,
            certificates,
            throttle);
    RequestHandler handler =
        new RequestHandler(
            new RequestHandler.Parts(
                routers(routes, operators),
                authenticator,
                throttle,
                pools,
                config.limits(),
                slow,
                heads,
                new RequestTally(metrics)));
    Upkeep upkeep = new Upkeep(database, bouncers, machines, config.flush(), slow);
    MetricsListener scrapes =
        new MetricsListener(metrics, config.prometheus().level(), active, database);
    return new Wiring(handler, pools, upkeep, scrapes, heads, administration);
  }

  private static Map<ListenerKind, Router> routers(List<Route> routes, List<Route> operators) {
    Router everybody = new Router(routes);
    Map<ListenerKind, Router> routers = new EnumMap<>(ListenerKind.class);
    routers.put(ListenerKind.NETWORK, everybody);
    routers.put(ListenerKind.SOCKET, everybody);
    routers.put(ListenerKind.ADMIN, new Router(operators));
    return routers;
  }

  private static Certificates certificates(Optional<ServerTls> tls) {
    return new Certificates(
        tls.map(ServerTls::agentsAllowedOu).orElse(List.of()),
        tls.map(ServerTls::bouncersAllowedOu).orElse(List.of()),
        new Revocations(tls.flatMap(ServerTls::revocations)));
  }

  private static void status(JsonGenerator json, ActiveDecisions active) throws IOException {
    long decisions = active.counts().stream().mapToLong(ActiveCount::count).sum();
    json.writeNumberField("active_decisions", decisions);
    json.writeNumberField("last_commit", active.lastCommit());
    json.writeStringField("status", "up");
  }
}
