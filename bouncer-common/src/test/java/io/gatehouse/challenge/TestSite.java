package io.gatehouse.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A site of one page behind a wall, on loopback and without TLS. */
final class TestSite implements AutoCloseable {
  static final String HOST = "shop.example";

  private final Challenges challenges;
  private final Function<Visit, Reply> wall;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;

  private TestSite(Challenges challenges, Function<Visit, Reply> wall, HttpServer server) {
    this.challenges = challenges;
    this.wall = wall;
    this.server = server;
  }

  static TestSite asking(Challenges challenges, PassLevel required) {
    return showing(challenges, visit -> challenges.challenge(visit, required));
  }

  /** What is shown to a visitor without a pass. */
  static TestSite showing(Challenges challenges, Function<Visit, Reply> wall) {
    try {
      InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      TestSite site = new TestSite(challenges, wall, HttpServer.create(loopback, 16));
      site.server.createContext("/", site::handle);
      site.server.setExecutor(site.threads);
      site.server.start();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException("listening on loopback", e);
    }
  }

  String url(String target) {
    return "http://" + HOST + ":" + server.getAddress().getPort() + target;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(challenges.mostBodyBytes());
      Visit visit = visit(exchange);
      send(exchange, challenges.isOurs(visit) ? challenges.serve(visit, body) : page(visit));
    }
  }

  private Reply page(Visit visit) {
    if (!(challenges.check(visit, Instant.MIN) instanceof PassCheck.Valid valid)) {
      return wall.apply(visit);
    }
    String html =
        "<title>Welcome</title><h1>Welcome</h1><p>"
            + visit.method()
            + " "
            + Template.escape(visit.target())
            + " "
            + valid.pass().level();
    return Walls.uncached(200).with("text/html; charset=utf-8", html.getBytes(UTF_8));
  }

  private static Visit visit(HttpExchange exchange) {
    return new Visit(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        "",
        HOST,
        false,
        IpAddress.of(exchange.getRemoteAddress().getAddress()),
        OptionalLong.empty(),
        UUID.randomUUID().toString(),
        exchange.getRequestHeaders()::getFirst);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    for (Header header : reply.headers()) {
      exchange.getResponseHeaders().add(header.name(), header.value());
    }
    byte[] body = reply.body();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
