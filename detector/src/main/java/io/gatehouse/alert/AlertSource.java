package io.gatehouse.alert;

import org.jspecify.annotations.Nullable;

/**
 * Whom an alert is about.
 *
 * @param scope as on the wire, such as {@code Ip}; may be empty
 * @param value as on the wire, such as an address; may be empty
 * @param ip the address, or empty
 * @param range the network around it, or empty
 * @param asNumber its AS number as text, or empty
 * @param asName its AS's name, or empty
 * @param country its ISO 3166 code, or empty ({@code cn} on the wire)
 * @param latitude degrees north, or null
 * @param longitude degrees east, or null
 */
public record AlertSource(
    String scope,
    String value,
    String ip,
    String range,
    String asNumber,
    String asName,
    String country,
    @Nullable Float latitude,
    @Nullable Float longitude) {

  /** A source of which only scope and value are known. */
  public static AlertSource of(String scope, String value) {
    return new AlertSource(scope, value, "", "", "", "", "", null, null);
  }
}
