package example;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Does what a browser does: works off the wall in front of a page, and prints the page. */
public final class Visitor {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Visitor() {}

  /** Takes the address of a page that is behind a wall. */
  public static void main(String[] arguments) throws Exception {
    URI page = URI.create(arguments[0]);
    HttpResponse<String> wall = send(HttpRequest.newBuilder(page));
    if (wall.statusCode() != 403) {
      throw new IllegalStateException("no wall, but " + wall.statusCode());
    }
    String form =
        "token="
            + encoded(found(wall.body(), "name=\"?token\"? value=\"([^\"]+)\""))
            + "&solution="
            + solution(wall.body());
    HttpResponse<String> solved =
        send(
            HttpRequest.newBuilder(page.resolve("/.gatehouse/verify"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    String pass = solved.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    HttpResponse<String> answer = send(HttpRequest.newBuilder(page).header("Cookie", pass));
    System.out.println(answer.statusCode() + " " + answer.body().strip());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    request.header("Accept", "text/html,*/*").header("User-Agent", "Mozilla/5.0 Firefox/140.0");
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** One number a round whose hash, with the nonce and the round, begins with enough zero bits. */
  private static String solution(String wall) throws Exception {
    byte[] nonce = HexFormat.of().parseHex(found(wall, "data-nonce=\"(\\w+)"));
    int bits = Integer.parseInt(found(wall, "data-bits=\"(\\d+)"));
    int rounds = Integer.parseInt(found(wall, "data-rounds=\"(\\d+)"));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return IntStream.range(0, rounds)
        .mapToObj(round -> Integer.toString(search(sha256, nonce, round, bits)))
        .collect(Collectors.joining("."));
  }

  private static int search(MessageDigest sha256, byte[] nonce, int round, int bits) {
    ByteBuffer message = ByteBuffer.allocate(24).put(nonce).putInt(round);
    for (int number = 0; ; number++) {
      byte[] hash = sha256.digest(message.putInt(20, number).array());
      if (Integer.numberOfLeadingZeros(ByteBuffer.wrap(hash).getInt()) >= bits) {
        return number;
      }
    }
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in the wall");
    }
    return matcher.group(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
