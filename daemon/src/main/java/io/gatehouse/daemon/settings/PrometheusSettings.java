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

  /** Of the firewall bouncer's own file. */
  static PrometheusSettings read(ConfigSection section) {
    return read(section, false, 60601);
  }

  /** With the defaults of the file that the section is in. */
  static PrometheusSettings read(ConfigSection section, boolean enabled, int port) {
    return new PrometheusSettings(
        section.flag("enabled", enabled),
        section.text("listen_addr", "127.0.0.1"),
        section.integer("listen_port", port, 0, 65535));
  }
}
