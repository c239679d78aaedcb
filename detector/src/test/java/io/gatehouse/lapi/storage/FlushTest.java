package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.storage.UsageReport.Reporter;
import io.gatehouse.testing.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlushTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final List<Removal> removed = new ArrayList<>();
  private LapiDatabase database;

  @BeforeEach
  void open() throws StorageException {
    database =
        LapiDatabase.open(
            directory.resolve("gatehouse.db"),
            time,
            (commit, added, ended) -> removed.addAll(ended));
  }

  @AfterEach
  void close() throws StorageException {
    database.close();
  }

  private void ban(String address, Duration duration) throws StorageException {
    Alert alert = SampleAlerts.banning(time.instant(), address, duration);
    database.alerts().add("web01", List.of(alert));
  }

  private List<Long> alerts() throws StorageException {
    return database.alerts().find(AlertFilter.ALL).stream().map(Alert::id).toList();
  }

  private int loaded() throws StorageException {
    List<Long> ids = new ArrayList<>();
    database.load((decision, addedBy, removedBy) -> ids.add(decision.id()));
    return ids.size();
  }

  @Test
  void old_alerts_go_but_never_one_with_an_active_decision() throws Exception {
    ban("192.0.2.1", HOUR);
    ban("192.0.2.2", DAY.multipliedBy(100));
    time.advance(DAY.multipliedBy(8));
    ban("192.0.2.3", HOUR);
    database.decisions().sweep();

    Flushed flushed = database.flush(FlushRules.DEFAULT.alerts(DAY.multipliedBy(7), 0));

    assertThat(flushed.alerts()).isEqualTo(1);
    assertThat(alerts()).containsExactly(3L, 2L);
    assertThat(removed).extracting(Removal::id).containsExactly(1L);
  }

  @Test
  void only_the_newest_alerts_stay() throws Exception {
    for (int i = 0; i < 10; i++) {
      ban("192.0.2." + i, i == 0 ? DAY : HOUR);
    }
    time.advance(HOUR);
    database.decisions().sweep();

    assertThat(database.flush(FlushRules.DEFAULT.alerts(null, 3)).alerts()).isEqualTo(6);
    assertThat(alerts()).containsExactly(10L, 9L, 8L, 1L);
  }

  @Test
  void decisions_of_deleted_alerts_stay_for_a_week_and_those_of_others_with_their_alert()
      throws Exception {
    ban("192.0.2.1", HOUR);
    ban("192.0.2.2", HOUR);
    database.alerts().delete(1);
    time.advance(DAY);
    database.decisions().sweep();

    assertThat(database.flush(FlushRules.DEFAULT).decisions()).isZero();
    assertThat(loaded()).isEqualTo(2);

    time.advance(DAY.multipliedBy(7));
    assertThat(database.flush(FlushRules.DEFAULT).decisions()).isEqualTo(1);
    assertThat(database.flush(FlushRules.DEFAULT)).isEqualTo(Flushed.NOTHING);
    assertThat(database.alerts().find(2).orElseThrow().decisions()).hasSize(1);
    assertThat(alerts()).containsExactly(2L);
  }

  @Test
  void deleting_a_large_alert_ends_all_its_decisions() throws Exception {
    database.alerts().add(null, List.of(SampleAlerts.importing(time.instant(), 12_000, DAY)));

    assertThat(database.alerts().delete(1)).isTrue();
    assertThat(database.alerts().delete(1)).isFalse();
    assertThat(removed).hasSize(12_000);
    assertThat(alerts()).isEmpty();
    time.advance(DAY.multipliedBy(9));
    assertThat(database.flush(FlushRules.DEFAULT).decisions()).isEqualTo(12_000);
    assertThat(loaded()).isZero();
  }

  @Test
  void alerts_are_deleted_by_filter_whatever_the_limit() throws Exception {
    for (int i = 0; i < 150; i++) {
      ban("192.0.2." + i, HOUR);
    }
    var query = Map.of("value", List.of("192.0.2.7"), "limit", List.of("1"));
    assertThat(database.alerts().delete(AlertFilter.parse(query))).isEqualTo(1);
    assertThat(database.alerts().delete(AlertFilter.parse(Map.of()))).isEqualTo(149);
    assertThat(removed).hasSize(150);
  }

  @Test
  void nothing_is_flushed_while_an_import_is_written() throws Exception {
    ban("192.0.2.1", HOUR);
    time.advance(DAY);
    database.decisions().sweep();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Alert large = SampleAlerts.importing(time.instant(), 50_000, DAY);
    Future<List<Long>> done = thread.submit(() -> database.alerts().add(null, List.of(large)));
    int flushed = 0;
    while (!done.isDone()) {
      flushed += database.flush(FlushRules.DEFAULT.alerts(HOUR, 1)).alerts();
    }
    thread.shutdown();
    assertThat(done.get()).containsExactly(2L);
    flushed += database.flush(FlushRules.DEFAULT.alerts(HOUR, 1)).alerts();

    assertThat(flushed).isEqualTo(1);
    assertThat(database.alerts().find(2).orElseThrow().decisions())
        .hasSize(50_000)
        .allSatisfy(decision -> assertThat(decision.origin()).isEqualTo("cscli-import"));
  }

  @Test
  void silent_bouncers_and_machines_go_by_how_they_prove_themselves() throws Exception {
    for (AuthType type : List.of(AuthType.API_KEY, AuthType.TLS)) {
      for (String name : List.of("silent", "alive", "new")) {
        String full = name + "-" + type.word();
        database.bouncers().tryAdd(StoredBouncer.added(full, "hash", type, time.instant()));
      }
    }
    touchBouncers("silent");
    time.advance(DAY);
    touchBouncers("alive");
    FlushRules rules = new FlushRules(null, 0, null, HOUR, null, null, null);

    assertThat(database.flush(rules).bouncers()).isEqualTo(1);
    assertThat(database.bouncers().all())
        .extracting(StoredBouncer::name)
        .containsExactly("alive-api-key", "new-api-key", "silent-tls", "alive-tls", "new-tls");
  }

  private void touchBouncers(String name) throws StorageException {
    database
        .bouncers()
        .touch(
            List.of(
                new BouncerTable.Touch(name + "-api-key", time.instant(), 7),
                new BouncerTable.Touch(name + "-tls", time.instant(), 7)));
  }

  @Test
  void machines_that_own_alerts_or_are_near_are_spared() throws Exception {
    for (String name : List.of("web01", "silent", "near", "new")) {
      String address = name.equals("near") ? "127.0.0.1" : "192.0.2.1";
      var machine =
          StoredMachine.added(name, "hash", AuthType.PASSWORD, true, time.instant()).from(address);
      database.machines().tryAdd(machine);
      if (!name.equals("new")) {
        database.machines().touch(List.of(new MachineTable.Touch(name, null, time.instant())));
      }
    }
    ban("192.0.2.1", HOUR);
    time.advance(DAY);

    FlushRules rules = new FlushRules(null, 0, null, null, null, HOUR, HOUR);
    assertThat(database.flush(rules).machines()).isEqualTo(1);
    assertThat(database.machines().all())
        .extracting(StoredMachine::machineId)
        .containsExactly("web01", "near", "new");
  }

  @Test
  void usage_reports_go_after_a_week() throws Exception {
    database
        .usageMetrics()
        .add(new UsageReport(Reporter.LOG_PROCESSOR, "web01", time.instant(), "{}"));
    time.advance(DAY.multipliedBy(6));
    var kept = new UsageReport(Reporter.REMEDIATION_COMPONENT, "fw", time.instant(), "{\"a\":1}");
    database.usageMetrics().add(kept);
    time.advance(DAY);

    assertThat(database.flush(FlushRules.DEFAULT).reports()).isEqualTo(1);
    assertThat(database.usageMetrics().all()).containsExactly(kept);
  }

  @Test
  void words_that_no_decision_uses_any_more_are_forgotten_and_can_come_back() throws Exception {
    for (int round = 0; round < 2; round++) {
      var source = AlertSource.of("Ip", "192.0.2.7");
      var decision = SampleAlerts.decision("origin-" + round, "Ip", "192.0.2.7", HOUR);
      database
          .alerts()
          .add(null, List.of(SampleAlerts.of(time.instant(), source, List.of(decision))));
      database.alerts().delete(AlertFilter.ALL);
      time.advance(DAY.multipliedBy(8));
      database.flush(FlushRules.DEFAULT);
    }
    ban("192.0.2.7", HOUR);

    assertThat(database.alerts().find(3).orElseThrow().decisions().get(0).origin())
        .isEqualTo("cscli");
    assertThat(loaded()).isEqualTo(1);
  }
}
