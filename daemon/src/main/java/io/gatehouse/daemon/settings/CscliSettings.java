package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;

/**
 * How verbs print ({@code cscli}).
 *
 * @param output where {@code -o} is not given
 */
public record CscliSettings(Output output) {

  /** Forms of what is printed. */
  public enum Output {
    /** Tables for people. */
    HUMAN,
    /** JSON. */
    JSON,
    /** Comma-separated values. */
    RAW
  }

  static CscliSettings read(ConfigSection section, NotActedOn later) {
    later.text(section, "cscli.hub_branch", "hub_branch", "");
    later.text(section, "cscli.color", "color", "auto");
    section.ignored("prometheus_uri", "it follows from 'prometheus'; `metrics -u URL` beats it");
    return new CscliSettings(Words.read(section, "output", Output.HUMAN));
  }
}
