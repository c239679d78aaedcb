package io.gatehouse.challenge;

import io.gatehouse.net.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Visits of tests: a browser that asks for a page, unless it is told otherwise. Immutable. */
record Visits(Map<String, Object> facts, Map<String, String> headers) {
  static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

  static Visits browser() {
    return new Visits(Map.of(), Map.of("user-agent", FIREFOX, "accept", "text/html,*/*"));
  }

  static Visits script() {
    return browser().header("Accept", "application/json").header("Sec-Fetch-Mode", "cors");
  }

  private Visits with(String fact, Object value) {
    Map<String, Object> more = new HashMap<>(facts);
    more.put(fact, value);
    return new Visits(more, headers);
  }

  Visits header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name.toLowerCase(java.util.Locale.ROOT), value);
    return new Visits(facts, more);
  }

  Visits from(String address) {
    return with("address", address);
  }

  Visits network(long number) {
    return with("network", number);
  }

  Visits host(String host) {
    return with("host", host);
  }

  Visits base(String path) {
    return with("base", path);
  }

  Visits http() {
    return with("secure", false);
  }

  Visits agent(String agent) {
    return header("User-Agent", agent);
  }

  /** With the pass of a {@code Set-Cookie} header. */
  Visits cookie(Header set) {
    return header("Cookie", set.value().substring(0, set.value().indexOf(';')));
  }

  Visit get(String target) {
    return visit("GET", target);
  }

  Visit post(String target) {
    return visit("POST", target);
  }

  Visit visit(String method, String target) {
    Object network = facts.get("network");
    return new Visit(
        method,
        target,
        (String) facts.getOrDefault("base", ""),
        (String) facts.getOrDefault("host", "shop.example"),
        (Boolean) facts.getOrDefault("secure", true),
        IpAddress.parse((String) facts.getOrDefault("address", "198.51.100.7")),
        network == null ? OptionalLong.empty() : OptionalLong.of((Long) network),
        "3f0e1c52-6a55-4b7e-9a0f-0c9a4f1f2d11",
        name -> headers.get(name.toLowerCase(java.util.Locale.ROOT)));
  }
}
