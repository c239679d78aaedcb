package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.config.Secret;
import io.gatehouse.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * Machines that may register and are validated at once ({@code api.server.auto_registration}).
 *
 * @param token what they must send
 * @param ranges where they must come from
 */
public record AutoRegistration(Secret token, List<IpPrefix> ranges) {
  private static final int SHORTEST_TOKEN = 32;

  /** Copies the list. */
  public AutoRegistration {
    ranges = List.copyOf(ranges);
  }

  /** Empty where it is not enabled; whatever else the section says is checked all the same. */
  static Optional<AutoRegistration> read(ConfigSection section) {
    boolean enabled = section.flag("enabled", false);
    AutoRegistration settings =
        new AutoRegistration(
            section.secret("token"), Prefixes.read(section, "allowed_ranges", List.of()));
    if (!enabled) {
      return Optional.empty();
    }
    settings.check(section);
    return Optional.of(settings);
  }

  private void check(ConfigSection section) {
    if (section.require("token", "write a secret of at least 32 characters")
        && token.reveal().length() < SHORTEST_TOKEN) {
      section.problem("token", "is too short: at least 32 characters are expected");
    }
    section.require("allowed_ranges", "write the prefixes that machines come from: [10.0.0.0/8]");
  }
}
