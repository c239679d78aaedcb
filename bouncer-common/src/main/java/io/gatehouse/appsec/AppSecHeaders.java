package io.gatehouse.appsec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.Headers;

/**
 * The headers of a question: those of the request, without what belongs to one connection or only
 * we may say, and then what AppSec has to know (repo:crowdsec, pkg/appsec/request.go).
 */
final class AppSecHeaders {
  private static final String PREFIX = "x-crowdsec-appsec-";
  private static final int MOST = 200;

  /** RFC 9110 §7.6.1, and what OkHttp writes itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "expect",
          "host",
          "accept-encoding");

  private AppSecHeaders() {}

  static Headers of(AppSecRequest request, String apiKey, String userAgent) {
    Headers.Builder headers = new Headers.Builder();
    Set<String> dropped = new HashSet<>(NOT_PASSED_ON);
    dropped.addAll(namedByConnection(request));
    String agent = "";
    int count = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("user-agent")) {
        agent = header.getValue();
      } else if (!dropped.contains(name) && !name.startsWith(PREFIX) && count++ < MOST) {
        add(headers, header.getKey(), header.getValue());
      }
    }
    headers.set("User-Agent", userAgent);
    headers.set("X-Crowdsec-Appsec-Api-Key", apiKey);
    headers.set("X-Crowdsec-Appsec-Ip", request.address().toString());
    add(headers, "X-Crowdsec-Appsec-Uri", request.target());
    add(headers, "X-Crowdsec-Appsec-Verb", request.method());
    add(headers, "X-Crowdsec-Appsec-Host", request.host());
    add(headers, "X-Crowdsec-Appsec-User-Agent", agent);
    add(headers, "X-Crowdsec-Appsec-Transaction-Id", request.id());
    headers.set("X-Crowdsec-Appsec-Http-Version", version(request.version()));
    return headers.build();
  }

  private static List<String> namedByConnection(AppSecRequest request) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, String> header : request.headers()) {
      if (header.getKey().equalsIgnoreCase("Connection")) {
        for (String name : header.getValue().toLowerCase(Locale.ROOT).split(",", MOST)) {
          names.add(name.strip());
        }
      }
    }
    return names;
  }

  /** Text beyond ASCII goes over as UTF-8; a line break, which no server lets in, as a space. */
  private static void add(Headers.Builder headers, String name, String value) {
    if (name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':') && !name.isEmpty()) {
      headers.addUnsafeNonAscii(name, value.replaceAll("[\\p{Cc}&&[^\t]]", " "));
    }
  }

  /** Two digits, of which the second is 0 where there is none. */
  private static String version(String http) {
    String digits = http.replaceAll("[^0-9]", "");
    return switch (digits.length()) {
      case 0 -> "11";
      case 1 -> digits + "0";
      default -> digits.substring(0, 2);
    };
  }
}
