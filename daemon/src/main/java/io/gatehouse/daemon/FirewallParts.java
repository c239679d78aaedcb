package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.store.DecisionStore;
import java.nio.file.Path;
import java.util.Optional;

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
  public Protection protection(FirewallConfig config, FirstFailure firstFailure)
      throws ProgramException {
    return new FirewallProtection(
        config, store -> source(config, firstFailure, command.decisions(), store));
  }

  /** What the file or {@code --decisions} names. */
  static DecisionSource source(
      FirewallConfig config,
      FirstFailure firstFailure,
      Optional<Path> decisions,
      DecisionStore store)
      throws ProgramException {
    return decisions.isPresent()
        ? new FileSource(decisions.get(), store)
        : LapiSource.open(config, store, firstFailure);
  }
}
