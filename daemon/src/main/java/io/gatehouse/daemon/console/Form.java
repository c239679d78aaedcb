package io.gatehouse.daemon.console;

/** How a verb prints; the names are the words of {@code -o}, upstream's. */
public enum Form {
  /** For people. */
  human,
  /** JSON, and nothing else on standard output. */
  json,
  /** Comma-separated values with a line of names. */
  raw
}
