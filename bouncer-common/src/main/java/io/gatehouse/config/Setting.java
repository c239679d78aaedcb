package io.gatehouse.config;

/**
 * One line of the effective configuration.
 *
 * @param key with its sections, such as {@code prometheus.listen_port}
 * @param value as text; {@code ***} for a secret, empty where nothing is set
 * @param source {@code FILE:LINE}, or {@code default}
 */
public record Setting(String key, String value, String source) {}
