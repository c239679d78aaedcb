package io.gatehouse.servlet;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request by hand, for what no client library sends. */
final class Wire {
  private Wire() {}

  static String get(URI uri, String host, String client, String cookie) throws IOException {
    String request =
        String.join(
            "\r\n",
            "GET " + uri.getRawPath() + " HTTP/1.1",
            "Host: " + host,
            "User-Agent: " + Client.BROWSER.get(1),
            "Accept: text/html",
            "X-Forwarded-For: " + client,
            "Cookie: " + cookie,
            "Connection: close",
            "",
            "");
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
