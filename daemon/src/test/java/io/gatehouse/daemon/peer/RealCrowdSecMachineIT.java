package io.gatehouse.daemon.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.LapiConfig.Verification;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.machine.LapiMachine;
import io.gatehouse.lapi.machine.LapiMachine.Registered;
import io.gatehouse.lapi.machine.MachineCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our machine's client at Debian's CrowdSec, with the credentials that cscli wrote. */
class RealCrowdSecMachineIT {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private @Nullable RealCrowdSec started;

  @BeforeEach
  void startLapi(@TempDir Path directory) {
    PeerPackages.assumePresent();
    started = RealCrowdSec.start(directory);
  }

  @AfterEach
  void stopLapi() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void what_a_machine_pushes_is_found_inspected_and_deleted() throws Exception {
    try (LapiMachine machine = open(credentials())) {
      machine.logIn(List.of("crowdsecurity/ssh-bf"));
      machine.heartbeat();

      List<Long> ids = machine.push(List.of(alert(1), alert(200)));

      assertThat(ids).hasSize(2);
      Alert found = machine.alert(ids.get(0)).orElseThrow();
      assertThat(found.scenario()).isEqualTo("gatehouse/<test>");
      assertThat(found.stopAt()).isEqualTo(now);
      assertThat(found.events().get(0).timestamp()).isEqualTo(now);
      assertThat(found.events().get(0).meta()).containsExactly(new Meta("k", "v&"));
      assertThat(found.decisions().get(0).duration())
          .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
      assertThat(machine.alerts(Map.of("limit", "10"))).hasSize(2);
      assertThat(machine.alerts(Map.of("value", "none"))).isEmpty();

      assertThat(machine.deleteDecision(found.decisions().get(0).id())).isEqualTo(1);
      assertThat(machine.deleteDecisions(Map.of("range", "198.51.100.0/24", "contains", "false")))
          .isPositive();
      assertThat(machine.deleteAlerts(Map.of())).isEqualTo(2);
      assertThat(machine.alert(ids.get(0))).isEmpty();
    }
  }

  @Test
  void what_the_lapi_misses_is_told_in_its_words() throws Exception {
    try (LapiMachine machine = open(credentials())) {
      assertThatThrownBy(() -> machine.alerts(Map.of("no_such", "x")))
          .isInstanceOf(LapiException.class)
          .hasMessageContaining("no_such");
    }
  }

  @Test
  void a_new_machine_waits_for_its_validation() throws Exception {
    MachineCredentials stranger =
        MachineCredentials.of(credentials().url(), "stranger", Secret.of("a long password"));
    try (LapiMachine machine = open(stranger)) {
      assertThat(machine.register(Secret.of(""))).isEqualTo(Registered.PENDING);
      assertThatThrownBy(machine::heartbeat)
          .isInstanceOf(LapiException.class)
          .hasMessageContaining("not validated");
      assertThatThrownBy(() -> machine.register(Secret.of("")))
          .hasMessageContaining("already exist");
    }
  }

  /** The file's address is the one that cscli was made for. */
  private MachineCredentials credentials() throws Exception {
    MachineCredentials written =
        MachineCredentials.read(crowdSec().machineCredentials(), Map.of(), Verification.FULL);
    return MachineCredentials.of(crowdSec().uri().toString(), written.login(), written.password());
  }

  private RealCrowdSec crowdSec() {
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  private static LapiMachine open(MachineCredentials credentials) throws LapiException {
    return LapiMachine.open(credentials, "cli", "0.1.0", InstantSource.system());
  }

  private Alert alert(int decisions) {
    return new Alert(
        0,
        null,
        null,
        null,
        "gatehouse/<test>",
        "",
        "",
        "by hand",
        1,
        now,
        now,
        0,
        "0",
        false,
        true,
        "cscli",
        AlertSource.of("Ip", "198.51.100.1"),
        List.of(new AlertEvent(now, List.of(new Meta("k", "v&")))),
        List.of(),
        IntStream.range(0, decisions).mapToObj(RealCrowdSecMachineIT::ban).toList());
  }

  private static AlertDecision ban(int host) {
    return new AlertDecision(
        0, "cscli", "ban", "Ip", "198.51.100." + (host + 1), "by hand", Duration.ofHours(1), false);
  }
}
