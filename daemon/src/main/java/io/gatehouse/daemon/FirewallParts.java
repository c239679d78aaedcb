package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.settings.FirewallConfig;

/** Puts a protection together: decisions from LAPI or a file, and the enforcer of the mode. */
final class FirewallParts implements FirewallDaemon.Sources {
  private final FirewallCommand command;

  FirewallParts(FirewallCommand command) {
    this.command = command;
  }

  @Override
  public FirewallFile read() throws ConfigException {
    return command.read();
  }

  @Override
  public Protection protection(FirewallConfig config) throws ProgramException {
    throw new ProgramException(
        "firewall: enforcing in mode " + config.mode() + " comes in a later version");
  }
}
