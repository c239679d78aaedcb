package io.gatehouse.daemon.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Somebody who asks the web server for pages, one connection each. Speaks HTTP itself, because an
 * attacker sends what no client library would.
 *
 * @param address whom the server sees
 */
record Visitor(String address) {

  /**
   * Asks for a page.
   *
   * @param patience after which nothing is held to come any more
   * @return the status; empty where packets go unanswered
   */
  OptionalInt get(String server, String target, String agent, Duration patience)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.setSoTimeout((int) patience.toMillis());
      socket.connect(new InetSocketAddress(server, 80), (int) patience.toMillis());
      String request =
          "GET %s HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: %s\r\nConnection: close\r\n\r\n"
              .formatted(target, agent);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      String status = answer.readLine();
      if (status == null || !status.matches("HTTP/1\\.[01] \\d{3}.*")) {
        throw new IOException("no HTTP answer: " + status);
      }
      return OptionalInt.of(Integer.parseInt(status.substring(9, 12)));
    } catch (SocketTimeoutException e) {
      return OptionalInt.empty();
    }
  }
}
