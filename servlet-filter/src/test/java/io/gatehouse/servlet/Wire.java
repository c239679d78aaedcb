package io.gatehouse.servlet;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request by hand, for what no client library sends. */
final class Wire {
  private Wire() {}

  static String get(URI uri, String host, String client, String cookie) throws IOException {
    return send(
        uri,
        "Host: " + host,
        "User-Agent: " + Client.BROWSER.get(1),
        "Accept: text/html",
        "X-Forwarded-For: " + client,
        "Cookie: " + cookie,
        "Connection: close");
  }

  /** Asks for a WebSocket, which a servlet that knows none takes for any other request. */
  static String upgrade(URI uri, String client) throws IOException {
    return send(
        uri,
        "Host: shop.example",
        "X-Forwarded-For: " + client,
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Connection: close");
  }

  private static String send(URI uri, String... headers) throws IOException {
    String request =
        "GET " + uri.getRawPath() + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
