package io.gatehouse.bouncer;

import io.gatehouse.lapi.LapiConfig;
import java.nio.file.Path;
import java.time.Duration;

/** Where decisions come from. */
sealed interface DecisionSource {

  /** For people, without secrets. */
  String display();

  /** All of them, from a LAPI. */
  record Stream(LapiConfig lapi) implements DecisionSource {
    @Override
    public String display() {
      return lapi.displayUrl();
    }
  }

  /**
   * A LAPI is asked about each address.
   *
   * @param kept how long an answer is
   */
  record Live(LapiConfig lapi, Duration kept) implements DecisionSource {
    @Override
    public String display() {
      return lapi.displayUrl() + ", asked about each address";
    }
  }

  /** A file. */
  record File(Path path) implements DecisionSource {
    @Override
    public String display() {
      return path.toString();
    }
  }
}
