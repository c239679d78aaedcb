package io.gatehouse.lapi.contract;

import java.util.HashMap;
import java.util.Map;

/**
 * Who asks: the headers that say so.
 *
 * @param headers added to each request
 */
public record Caller(Map<String, String> headers) {

  /** Gives neither key nor token. */
  public static Caller nobody() {
    return new Caller(Map.of("User-Agent", "gatehouse-contract/v1"));
  }

  public static Caller bouncer(String key) {
    return new Caller(Map.of("User-Agent", "gatehouse-contract/v1", "X-Api-Key", key));
  }

  public static Caller machine(String token) {
    return new Caller(
        Map.of("User-Agent", "crowdsec/v1.7.8-linux", "Authorization", "Bearer " + token));
  }

  public Caller calling(String userAgent) {
    return with("User-Agent", userAgent);
  }

  public Caller with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Caller(Map.copyOf(more));
  }
}
