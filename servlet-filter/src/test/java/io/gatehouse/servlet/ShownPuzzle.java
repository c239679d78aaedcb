package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.challenge.Solver;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a wall asks a client, and what {@code pow} says of it. */
record ShownPuzzle(String nonce, int bits, int rounds, String token) {

  static ShownPuzzle on(Site site, String wall, String client)
      throws IOException, InterruptedException {
    String token = found(wall, "name=\"?token\"? value=\"([^\"]+)\"");
    String json =
        Client.browse(site.at("/.gatehouse/pow?t=" + token), "X-Forwarded-For", client).body();
    return new ShownPuzzle(
        found(json, "\"nonce\":\"([0-9a-f]+)\""),
        Integer.parseInt(found(json, "\"bits\":([0-9]+)")),
        Integer.parseInt(found(json, "\"rounds\":([0-9]+)")),
        found(json, "\"token\":\"([^\"]+)\""));
  }

  private static String found(String text, String regex) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    assertThat(matcher.find()).as("%s in %s", regex, text).isTrue();
    return matcher.group(1);
  }

  /** The form with its solution. */
  String answered() {
    return "token="
        + URLEncoder.encode(token, StandardCharsets.UTF_8)
        + "&solution="
        + Solver.solve(nonce, bits, rounds);
  }

  /** Solves what is asked, and gives the cookie that this earns. */
  static String earn(Site site, String wall, String client)
      throws IOException, InterruptedException {
    return cookie(verify(site, on(site, wall, client).answered(), client));
  }

  static String cookie(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  static HttpResponse<String> verify(Site site, String form, String client, String... more)
      throws IOException, InterruptedException {
    List<String> headers = new ArrayList<>(Client.BROWSER);
    headers.addAll(
        List.of("X-Forwarded-For", client, "Content-Type", "application/x-www-form-urlencoded"));
    for (int i = 0; i < more.length; i += 2) {
      int at = headers.indexOf(more[i]);
      if (at >= 0) {
        headers.set(at + 1, more[i + 1]);
      } else {
        headers.addAll(List.of(more[i], more[i + 1]));
      }
    }
    return Client.send("POST", site.at("/.gatehouse/verify"), form, headers);
  }
}
