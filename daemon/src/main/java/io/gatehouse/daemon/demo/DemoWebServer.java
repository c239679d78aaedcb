package io.gatehouse.daemon.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A web server with one page and an access log in the format {@code combined}. */
final class DemoWebServer implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
  private static final byte[] PAGE = "<h1>It works</h1>\n".getBytes(UTF_8);
  private static final byte[] MISSING = "not found\n".getBytes(UTF_8);

  private final HttpServer server;
  private final Writer log;

  private DemoWebServer(HttpServer server, Writer log) {
    this.server = server;
    this.log = log;
  }

  /** Listens at port 80 of the address. */
  static DemoWebServer start(String address, Path accessLog) throws IOException {
    Writer log =
        Files.newBufferedWriter(
            accessLog, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    HttpServer http = HttpServer.create(new InetSocketAddress(address, 80), 64);
    DemoWebServer server = new DemoWebServer(http, log);
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  /** Where its page is. */
  String url() {
    return "http://" + server.getAddress().getAddress().getHostAddress() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean found = exchange.getRequestURI().getPath().equals("/");
      byte[] body = found ? PAGE : MISSING;
      int status = found ? 200 : 404;
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      write(exchange, status, body.length);
    }
  }

  /** The server has one thread, so lines do not mix. */
  private void write(HttpExchange exchange, int status, int bytes) throws IOException {
    log.write(
        "%s - - [%s] \"%s %s HTTP/1.1\" %d %d \"-\" \"%s\"%n"
            .formatted(
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                status,
                bytes,
                agent(exchange)));
    log.flush();
  }

  /** As nginx writes it: a quote could end the field. */
  private static String agent(HttpExchange exchange) {
    String agent = exchange.getRequestHeaders().getFirst("User-Agent");
    return agent == null ? "-" : agent.replace("\"", "\\x22");
  }

  @Override
  public void close() {
    server.stop(0);
    try {
      log.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing the demo's access log", e);
    }
  }
}
