package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alert;
import io.gatehouse.testing.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines, bouncers and settings. */
class RegistryTablesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = START.plusSeconds(60);
  private static final OperatingSystem DEBIAN = new OperatingSystem("debian", "linux", "12");

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private LapiDatabase database;

  @BeforeEach
  void open() throws StorageException {
    database = LapiDatabase.open(directory.resolve("gatehouse.db"), time);
  }

  @AfterEach
  void close() throws StorageException {
    database.close();
  }

  private static StoredMachine machine(boolean validated, String scenarios) {
    return new StoredMachine(
        "web01",
        "$2a$10$hash",
        AuthType.PASSWORD,
        validated,
        "192.0.2.1",
        "v1.7.8",
        scenarios,
        DEBIAN,
        "a,b",
        "{\"parsers\":[]}",
        "{\"file\":2}",
        START,
        START,
        null,
        null);
  }

  private static StoredMachine validated(StoredMachine machine, Instant at) {
    return new StoredMachine(
        machine.machineId(),
        machine.passwordHash(),
        machine.authType(),
        true,
        machine.ipAddress(),
        machine.version(),
        machine.scenarios(),
        machine.os(),
        machine.featureFlags(),
        machine.hubState(),
        machine.datasources(),
        machine.createdAt(),
        at,
        machine.lastPush(),
        machine.lastHeartbeat());
  }

  @Test
  void a_machine_is_kept_with_all_that_it_reported() throws Exception {
    StoredMachine machine = machine(false, "crowdsecurity/ssh-bf");

    assertThat(database.machines().tryAdd(machine)).isTrue();
    assertThat(database.machines().tryAdd(machine)).isFalse();
    assertThat(database.machines().find("web01")).contains(machine);
    assertThat(database.machines().find("web02")).isEmpty();
    assertThat(database.machines().update(machine(true, "other"))).isTrue();
    assertThat(database.machines().all()).containsExactly(machine(true, "other"));
  }

  @Test
  void a_machine_is_validated_by_name() throws Exception {
    database.machines().tryAdd(machine(false, ""));
    time.advance(Duration.ofMinutes(1));

    assertThat(database.machines().validate("web01")).isTrue();
    assertThat(database.machines().validate("web02")).isFalse();
    assertThat(database.machines().find("web01")).contains(validated(machine(false, ""), LATER));
  }

  @Test
  void a_touch_leaves_what_it_does_not_name() throws Exception {
    database.machines().tryAdd(machine(true, ""));
    database.machines().touch(List.of(new MachineTable.Touch("web01", START, null)));
    database
        .machines()
        .touch(
            List.of(
                new MachineTable.Touch("web01", null, LATER),
                new MachineTable.Touch("unknown", LATER, LATER)));

    StoredMachine found = database.machines().find("web01").orElseThrow();
    assertThat(found.lastPush()).isEqualTo(START);
    assertThat(found.lastHeartbeat()).isEqualTo(LATER);
  }

  @Test
  void alerts_outlive_their_machine() throws Exception {
    database.machines().tryAdd(machine(true, ""));
    Alert alert = SampleAlerts.banning(START, "192.0.2.7", Duration.ofHours(1));
    database.alerts().add("web01", List.of(alert));

    assertThat(database.machines().delete(List.of("web01", "web02"))).isEqualTo(1);
    assertThat(database.alerts().find(1).orElseThrow().machineId()).isNull();
  }

  @Test
  void bouncers_have_numbers_names_and_a_cursor() throws Exception {
    StoredBouncer fw = StoredBouncer.added("fw", "hash", AuthType.API_KEY, START);

    assertThat(database.bouncers().tryAdd(fw).orElseThrow().id()).isEqualTo(1);
    assertThat(database.bouncers().tryAdd(fw)).isEmpty();
    StoredBouncer child =
        new StoredBouncer(
            0,
            "fw@192.0.2.1",
            "hash",
            AuthType.API_KEY,
            true,
            "192.0.2.1",
            "nginx",
            "v1",
            DEBIAN,
            "x",
            START,
            START,
            LATER,
            42);
    StoredBouncer stored = database.bouncers().tryAdd(child).orElseThrow();
    assertThat(stored).usingRecursiveComparison().ignoringFields("id").isEqualTo(child);

    database.bouncers().touch(List.of(new BouncerTable.Touch("fw", LATER, 9)));
    StoredBouncer touched = database.bouncers().find("fw").orElseThrow();
    assertThat(touched.lastPull()).isEqualTo(LATER);
    assertThat(touched.cursor()).isEqualTo(9);
    assertThat(database.bouncers().update(fw)).isTrue();
    assertThat(database.bouncers().find("fw")).contains(touched);
    assertThat(database.bouncers().all()).extracting(StoredBouncer::id).isSorted();
    assertThat(database.bouncers().delete(List.of("fw", "x"))).isEqualTo(1);
  }

  @Test
  void settings_are_remembered_across_a_restart() throws Exception {
    database.settings().put("lists:last_pull", "1");
    database.settings().put("lists:last_pull", "2");
    database.close();
    open();

    assertThat(database.settings().find("lists:last_pull")).contains("2");
    assertThat(database.settings().remove("lists:last_pull")).isTrue();
    assertThat(database.settings().remove("lists:last_pull")).isFalse();
    assertThat(database.settings().find("lists:last_pull")).isEmpty();
  }

  @Test
  void alerts_are_counted_by_scenario_without_those_of_lists() throws Exception {
    Duration hour = Duration.ofHours(1);
    database.alerts().add(null, List.of(SampleAlerts.banning(START, "192.0.2.7", hour)));
    Alert list = SampleAlerts.banning(START, "192.0.2.8", hour);
    database
        .alerts()
        .add(
            null,
            List.of(
                SampleAlerts.of(
                    START,
                    list.source(),
                    List.of(SampleAlerts.decision("lists", "Ip", "192.0.2.8", hour)))));

    assertThat(database.alerts().countByScenario()).isEqualTo(Map.of("test/scan", 1L));
  }
}
