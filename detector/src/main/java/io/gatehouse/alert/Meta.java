package io.gatehouse.alert;

/**
 * One named value that came with an alert or an event.
 *
 * @param key its name, such as {@code source_ip}
 * @param value its text; for an alert's context, a JSON array as text
 */
public record Meta(String key, String value) {}
