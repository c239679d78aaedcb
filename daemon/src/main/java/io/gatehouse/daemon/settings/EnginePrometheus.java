package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;

/**
 * The listener for metrics ({@code prometheus}).
 *
 * @param listener where it is, if it is
 * @param level how much is told
 * @param given whether the file has the section: then the port must be free
 */
public record EnginePrometheus(PrometheusSettings listener, Level level, boolean given) {

  /** How much is told. */
  public enum Level {
    /** Nothing. */
    NONE,
    /** No series for each machine, bouncer or decision. */
    AGGREGATED,
    /** Everything. */
    FULL
  }

  static EnginePrometheus read(ConfigSection root) {
    ConfigSection section = root.section("prometheus");
    return new EnginePrometheus(
        new PrometheusSettings(
            section.flag("enabled", true),
            section.text("listen_addr").orElse("127.0.0.1"),
            section.integer("listen_port", 6060, 0, 65535)),
        Words.read(section, "level", Level.FULL),
        root.has("prometheus"));
  }
}
