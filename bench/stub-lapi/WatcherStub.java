import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A LAPI that lets every machine in and swallows its alerts: what CrowdSec wants to have before it
 * replays a file. Prints the port that it listens on, on loopback.
 */
public final class WatcherStub {
  private static final String TOKEN =
      "{\"code\": 200, \"expire\": \"2099-01-01T00:00:00Z\", \"token\": \"any\"}";

  private WatcherStub() {}

  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/watchers/login", exchange -> answer(exchange, 200, TOKEN));
    server.createContext("/v1/alerts", exchange -> answer(exchange, 201, "[\"1\"]"));
    server.createContext("/", exchange -> answer(exchange, 200, "{}"));
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
