package io.gatehouse.challenge;

import java.time.Duration;
import java.util.Optional;

/**
 * How passes are given; keys {@code pass.*}.
 *
 * @param lifetime of one that was worked for
 * @param noscriptLifetime of one that was waited for
 * @param binding whom it belongs to
 * @param domain parent of the hosts that share it; each host has its own where this is empty
 * @param mostPlaces prefixes that one may come from within {@code placesWindow} before it is
 *     revoked
 * @param placesWindow see there
 */
public record PassSettings(
    Duration lifetime,
    Duration noscriptLifetime,
    Binding binding,
    Optional<String> domain,
    int mostPlaces,
    Duration placesWindow) {

  /** Two hours, to browser and prefix; three places in ten minutes. */
  public static final PassSettings DEFAULT =
      new PassSettings(
          Duration.ofHours(2),
          Duration.ofMinutes(15),
          Binding.AGENT_AND_PREFIX,
          Optional.empty(),
          3,
          Duration.ofMinutes(10));
}
