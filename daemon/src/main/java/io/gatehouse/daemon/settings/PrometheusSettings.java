package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;

/**
 * The listener for metrics and health.
 *
 * @param enabled whether there is one
 * @param address it binds
 * @param port it binds; 0 for any that is free
 */
public record PrometheusSettings(boolean enabled, String address, int port) {

  static PrometheusSettings read(ConfigSection section) {
    return new PrometheusSettings(
        section.flag("enabled", false),
        section.text("listen_addr").orElse("127.0.0.1"),
        section.integer("listen_port", 60601, 0, 65535));
  }
}
