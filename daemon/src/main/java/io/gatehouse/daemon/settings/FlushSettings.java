package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.time.Duration;
import java.util.Optional;

/**
 * What is thrown away by itself, looked at each minute ({@code db_config.flush}). An alert that
 * owns an active decision stays.
 *
 * @param maxItems how many alerts are kept; empty for all
 * @param maxAge how long an alert is kept; empty for good
 * @param metricsMaxAge how long bouncers' reports are kept
 * @param bouncersByCertificate after which pause in its pulls a bouncer with a certificate is
 *     forgotten; empty for never
 * @param bouncersByKey the same of one with a key
 * @param machinesByCertificate after which silence a machine with a certificate is forgotten
 * @param machinesByPassword the same of one with a password
 */
public record FlushSettings(
    Optional<Integer> maxItems,
    Optional<Duration> maxAge,
    Duration metricsMaxAge,
    Optional<Duration> bouncersByCertificate,
    Optional<Duration> bouncersByKey,
    Optional<Duration> machinesByCertificate,
    Optional<Duration> machinesByPassword) {

  private static final int SHIPPED_ITEMS = 5000;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /**
   * Reads the section. Without one, what upstream's packages ship holds; with one, what it does not
   * say is off.
   */
  static FlushSettings read(ConfigSection database) {
    boolean silent = !database.has("flush");
    ConfigSection flush = database.section("flush");
    ConfigSection bouncers = flush.section("bouncers_autodelete");
    ConfigSection machines = flush.section("agents_autodelete");
    return new FlushSettings(
        silent || flush.has("max_items")
            ? Optional.of(flush.integer("max_items", SHIPPED_ITEMS, 1, Integer.MAX_VALUE))
            : Optional.empty(),
        silent || flush.has("max_age")
            ? Optional.of(flush.duration("max_age", WEEK, SHORTEST))
            : Optional.empty(),
        flush.duration("metrics_max_age", WEEK, SHORTEST),
        span(bouncers, "cert"),
        span(bouncers, "api_key"),
        span(machines, "cert"),
        span(machines, "login_password"));
  }

  /** Zero, which is the default, is for never. */
  private static Optional<Duration> span(ConfigSection section, String key) {
    Duration span = section.duration(key, Duration.ZERO, Duration.ZERO);
    return Optional.of(span).filter(s -> !s.isZero());
  }
}
