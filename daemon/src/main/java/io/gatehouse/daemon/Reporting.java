package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.detector.pipeline.AlertOutlet;
import io.gatehouse.detector.pipeline.JsonLinesOutlet;
import io.gatehouse.detector.pipeline.LapiOutlet;
import io.gatehouse.lapi.LapiConfig.Verification;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.machine.Heartbeat;
import io.gatehouse.lapi.machine.LapiMachine;
import io.gatehouse.lapi.machine.MachineCredentials;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a detector tells, and whom: its alerts and, where that is a LAPI, that it lives. */
final class Reporting implements AutoCloseable {
  private static final Duration GATHERING = Duration.ofSeconds(1);
  private static final int MAX_PENDING = 10_000;

  private final AlertOutlet outlet;
  private final Optional<LapiMachine> machine;
  private @Nullable Heartbeat heartbeat;

  private Reporting(AlertOutlet outlet, Optional<LapiMachine> machine) {
    this.outlet = outlet;
    this.machine = machine;
  }

  /** To standard output, a line of JSON for each alert. */
  static Reporting toStandardOutput() {
    return new Reporting(
        new JsonLinesOutlet(new FileOutputStream(FileDescriptor.out)), Optional.empty());
  }

  /**
   * To the LAPI of the credentials.
   *
   * @throws ConfigException if there are none, or they make no sense
   * @throws LapiException if a certificate or key file can't be used
   */
  static Reporting toLapi(EngineConfig config, Map<String, String> environment)
      throws ConfigException, LapiException {
    MachineCredentials credentials =
        MachineCredentials.read(
            config.client().credentials(),
            environment,
            config.client().insecureSkipVerify() ? Verification.NONE : Verification.FULL);
    LapiMachine machine =
        LapiMachine.open(
            credentials, "detector", ProgramVersion.current().version(), InstantSource.system());
    LapiOutlet outlet =
        LapiOutlet.open(
            machine::push,
            new LapiOutlet.Settings(
                config.paths().dataDir().resolve("alerts.json"), GATHERING, MAX_PENDING));
    return new Reporting(outlet, Optional.of(machine));
  }

  /** Where alerts go; the detector closes it, before this. */
  AlertOutlet outlet() {
    return outlet;
  }

  /** Says from now on that the detector lives, and what it runs. Once. */
  void lives(List<String> scenarios) {
    machine.ifPresent(ours -> heartbeat = Heartbeat.of(ours, scenarios));
  }

  @Override
  public void close() {
    machine.ifPresent(LapiMachine::close);
    if (heartbeat != null) {
      heartbeat.close();
    }
  }
}
