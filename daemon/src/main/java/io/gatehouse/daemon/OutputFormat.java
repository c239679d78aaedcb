package io.gatehouse.daemon;

/** How a verb prints; the names are the words of {@code -o}. */
enum OutputFormat {
  human,
  json
}
