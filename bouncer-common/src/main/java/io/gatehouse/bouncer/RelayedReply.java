package io.gatehouse.bouncer;

import io.gatehouse.appsec.AppSecVerdict.Relay;
import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** AppSec's own answer, as it goes to the visitor. */
final class RelayedReply {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** RFC 9110 §7.6.1, and what the server writes itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "proxy-connection",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private RelayedReply() {}

  static Reply of(Relay relay) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : relay.headers()) {
      String name = header.getKey();
      if (NAME.matcher(name).matches()
          && !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        values.merge(name, header.getValue(), (first, second) -> first + ", " + second);
      }
    }
    List<Header> headers = new ArrayList<>();
    values.forEach((name, value) -> headers.add(new Header(name, value)));
    relay.cookies().forEach(cookie -> headers.add(new Header("Set-Cookie", cookie)));
    return Reply.of(relay.status(), headers, relay.body().getBytes(StandardCharsets.UTF_8));
  }
}
