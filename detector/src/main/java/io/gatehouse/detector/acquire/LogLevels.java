package io.gatehouse.detector.acquire;

import java.util.Optional;
import org.slf4j.event.Level;

/** Sets how much a logger says: slf4j has no word for it, and what is behind it has. */
@FunctionalInterface
public interface LogLevels {
  /** For a program whose log is set up by others: a source says as much as the rest. */
  LogLevels UNTOUCHED = (logger, level) -> {};

  /**
   * Sets it, whatever it was before.
   *
   * @param logger its name
   * @param level from which on it speaks; empty for that of the program
   */
  void set(String logger, Optional<Level> level);
}
