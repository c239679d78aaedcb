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

  /** A POST whose body comes in these pieces, without its length. */
  static String chunked(URI uri, String client, String... pieces) throws IOException {
    StringBuilder body = new StringBuilder();
    for (String piece : pieces) {
      body.append(Integer.toHexString(piece.length())).append("\r\n").append(piece).append("\r\n");
    }
    return exchange(
        uri,
        "POST " + uri.getRawPath() + " HTTP/1.1",
        body + "0\r\n\r\n",
        "Host: shop.example",
        "X-Forwarded-For: " + client,
        "Content-Type: text/plain",
        "Transfer-Encoding: chunked",
        "Connection: close");
  }

  /** The status of a POST on a connection of its own, which the server may close under it. */
  static int post(URI uri, String client, String type, String body) throws IOException {
    String answer =
        exchange(
            uri,
            "POST " + uri.getRawPath() + " HTTP/1.1",
            body,
            "Host: shop.example",
            "X-Forwarded-For: " + client,
            "Content-Type: " + type,
            "Content-Length: " + body.length(),
            "Connection: close");
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static String send(URI uri, String... headers) throws IOException {
    return exchange(uri, "GET " + uri.getRawPath() + " HTTP/1.1", "", headers);
  }

  private static String exchange(URI uri, String line, String body, String... headers)
      throws IOException {
    String request = line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n" + body;
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
