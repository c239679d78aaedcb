package io.gatehouse.servlet;

import io.gatehouse.bouncer.BouncerSettings;
import io.gatehouse.bouncer.Component;
import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.bouncer.SettingSource;
import io.gatehouse.config.ConfigException;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.StreamStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link GatehouseFilter} decides with: a bouncer, and what the application deals with
 * itself. One for each web application; closing it ends its threads.
 */
public final class Gatehouse implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gatehouse.class);
  private static final Component COMPONENT = new Component("servlet", Version.NUMBER);

  final HttpBouncer bouncer;
  final Map<String, DecisionHandler> handlers;

  private Gatehouse(HttpBouncer bouncer, Map<String, DecisionHandler> handlers) {
    this.bouncer = bouncer;
    this.handlers = handlers;
  }

  /**
   * Reads and checks the settings of a filter.
   *
   * @param sources the first that says something about a setting counts
   * @throws ConfigException with every problem
   */
  public static BouncerSettings settings(List<SettingSource> sources) throws ConfigException {
    return BouncerSettings.read(COMPONENT, sources);
  }

  /**
   * Opens everything; a LAPI that does not answer yet is asked until it does.
   *
   * @param handlers of types of decisions that the application deals with itself
   * @throws LapiException if a file that the settings name cannot be used
   */
  public static Gatehouse open(
      BouncerSettings settings, MeterRegistry registry, List<DecisionHandler> handlers)
      throws LapiException {
    Map<String, DecisionHandler> byType =
        handlers.stream().collect(Collectors.toMap(DecisionHandler::type, Function.identity()));
    HttpBouncer bouncer = HttpBouncer.open(settings, registry, byType.keySet());
    log.info("settings, all others as by default: {}", String.join(" ", settings.changed()));
    log.debug("all settings: {}", String.join(" ", settings.table()));
    return new Gatehouse(bouncer, byType);
  }

  /** The settings. */
  public BouncerSettings settings() {
    return bouncer.settings();
  }

  /** How the connection to LAPI does; empty without a stream. */
  public Optional<StreamStatus> lapiStatus() {
    return bouncer.lapiStatus();
  }

  /** How many decisions are held; empty in live mode, which holds none. */
  public Optional<Integer> decisions() {
    return bouncer.decisions();
  }

  /** Whether the firewall bouncer on this host leaves HTTP to this filter. */
  public boolean holdsLease() {
    return bouncer.holdsLease();
  }

  @Override
  public void close() {
    bouncer.close();
  }
}
