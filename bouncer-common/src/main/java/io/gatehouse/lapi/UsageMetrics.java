package io.gatehouse.lapi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bouncer tells LAPI about its work in one window (POST /v1/usage-metrics). Counters are
 * differences to the window before; {@code cscli metrics} adds them up, and counts two payloads of
 * one second with equal values once.
 *
 * @param component who tells
 * @param now end of the window
 * @param window its length, in whole seconds
 * @param items counters and gauges; those of value zero may be left out
 */
public record UsageMetrics(Component component, Instant now, Duration window, List<Item> items) {
  public UsageMetrics {
    items = List.copyOf(items);
  }

  /**
   * The bouncer.
   *
   * @param type as in the user agent, before the slash
   * @param version as in the user agent, after the slash
   * @param os the host's
   * @param started when the process did
   * @param featureFlags names of features that are on
   */
  public record Component(
      String type,
      String version,
      Optional<OperatingSystem> os,
      Instant started,
      List<String> featureFlags) {
    public Component {
      featureFlags = List.copyOf(featureFlags);
    }
  }

  /**
   * The host's operating system.
   *
   * @param name such as {@code debian}
   * @param version such as {@code 12}
   */
  public record OperatingSystem(String name, String version) {}

  /**
   * One number.
   *
   * @param name {@code dropped}, {@code processed}, {@code active_decisions} or another
   * @param value a difference, or the present value of a gauge; not negative
   * @param unit {@code packet}, {@code byte}, {@code request}, {@code ip}
   * @param labels {@code origin}, {@code ip_type}, {@code remediation}
   */
  public record Item(String name, long value, String unit, Map<String, String> labels) {
    public Item {
      if (value < 0) {
        throw new IllegalArgumentException(name + " is " + value + "; usage is never negative");
      }
      labels = Map.copyOf(labels);
    }
  }

  /** How LAPI took it. */
  public enum Reception {
    /** Stored. */
    ACCEPTED,
    /** A LAPI before 1.6.3, which knows no usage metrics. */
    UNSUPPORTED
  }
}
