package io.gatehouse.servlet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Sends requests as they are, and follows nothing. */
final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .build();

  static final List<String> BROWSER =
      List.of(
          "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
          "Accept", "text/html,application/xhtml+xml",
          "Sec-Fetch-Mode", "navigate",
          "Sec-Fetch-Site", "none");

  private Client() {}

  static HttpResponse<String> get(URI uri, String... headers)
      throws IOException, InterruptedException {
    return send("GET", uri, "", List.of(headers));
  }

  static HttpResponse<String> browse(URI uri, String... more)
      throws IOException, InterruptedException {
    List<String> headers = new java.util.ArrayList<>(BROWSER);
    headers.addAll(List.of(more));
    return send("GET", uri, "", headers);
  }

  static HttpResponse<String> send(String method, URI uri, String body, List<String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
