package io.gatehouse.daemon.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.PrometheusSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} to Prometheus and {@code /health} to whoever asks: 200 where the firewall
 * does its work, 503 where it does not, and why as JSON. Two threads; a client that dawdles is cut
 * off after ten seconds.
 */
public final class WatchEndpoint implements AutoCloseable {
  private static final String PATIENCE_SECONDS = "10";
  private static final JsonFactory JSON = new JsonFactory();

  private final HttpServer server;
  private final ExecutorService threads;

  private WatchEndpoint(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  private record Answer(int status, String type, String body) {}

  /**
   * Binds and serves, where it is wanted.
   *
   * @param metrics the text of a scrape
   * @throws ProgramException if the address cannot be bound
   */
  public static Optional<WatchEndpoint> openIfEnabled(
      PrometheusSettings settings, Supplier<String> metrics, Supplier<Health> health)
      throws ProgramException {
    if (!settings.enabled()) {
      return Optional.empty();
    }
    try {
      return Optional.of(open(settings, metrics, health));
    } catch (IOException e) {
      throw new ProgramException(
          "prometheus: listening at %s:%d failed: %s; set prometheus.listen_port"
              .formatted(settings.address(), settings.port(), e.getMessage()));
    }
  }

  private static WatchEndpoint open(
      PrometheusSettings settings, Supplier<String> metrics, Supplier<Health> health)
      throws IOException {
    // The server has no setters for these (jdk.httpserver, ServerConfig).
    System.setProperty("sun.net.httpserver.maxReqTime", PATIENCE_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", PATIENCE_SECONDS);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 16);
    ExecutorService threads = Executors.newFixedThreadPool(2, WatchEndpoint::thread);
    server.setExecutor(threads);
    server.createContext("/metrics", e -> serve(e, "/metrics", () -> metrics(metrics)));
    server.createContext("/health", e -> serve(e, "/health", () -> health(health.get())));
    server.start();
    return new WatchEndpoint(server, threads);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watch");
    thread.setDaemon(true);
    return thread;
  }

  private static Answer metrics(Supplier<String> metrics) {
    return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
  }

  private static Answer health(Health health) throws IOException {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeBooleanField("healthy", health.isGood());
      for (Map.Entry<String, String> detail : health.details().entrySet()) {
        json.writeStringField(detail.getKey(), detail.getValue());
      }
      json.writeEndObject();
    }
    return new Answer(health.isGood() ? 200 : 503, "application/json", body + "\n");
  }

  /** What answers a request; may fail as its sender may. */
  private interface Page {
    Answer make() throws IOException;
  }

  private static void serve(HttpExchange exchange, String path, Page page) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!exchange.getRequestURI().getPath().equals(path)) {
        send(exchange, new Answer(404, "text/plain", "see /metrics and /health\n"));
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, new Answer(405, "text/plain", "GET or HEAD\n"));
      } else {
        send(exchange, page.make());
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Where it listens, with the port that it got. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
