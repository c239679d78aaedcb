package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.lapi.storage.AlertFilter.Activity;
import io.gatehouse.lapi.storage.AlertFilter.Match;
import io.gatehouse.lapi.storage.AlertFilter.Order;
import io.gatehouse.lapi.storage.AlertFilter.Shown;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.testing.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertFilterTest {
  private static final List<String> ADDRESSES =
      List.of(
          "10.0.0.0/8",
          "10.1.0.0/16",
          "10.1.2.0/24",
          "10.1.2.3",
          "10.1.2.4",
          "192.0.2.7",
          "2001:db8::/32",
          "2001:db8:1::/48",
          "2001:db8:1::1",
          "::ffff:10.1.2.3",
          "0.0.0.0/0",
          "::/0");
  private static final List<String> ORIGINS = List.of("crowdsec", "cscli", "CAPI", "lists");
  private static final List<String> TYPES = List.of("ban", "captcha");
  private static final List<String> SCENARIOS = List.of("test/a", "test/b", "test/c");
  private static final List<String> SOURCES =
      List.of("Ip", "Range", "lists:x", "crowdsecurity/community-blocklist", "username");

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");

  @Test
  void a_random_filter_finds_what_a_slow_search_finds() throws Exception {
    for (long seed = 1; seed <= 4; seed++) {
      Random random = new Random(seed);
      Path file = directory.resolve("seed" + seed + ".db");
      try (LapiDatabase database = LapiDatabase.open(file, time)) {
        fill(database, random);
        List<Alert> all = database.alerts().find(AlertFilter.ALL);
        for (int i = 0; i < 400; i++) {
          AlertFilter filter = filter(random);
          assertThat(ids(database.alerts().find(filter)))
              .as("seed %d, %s", seed, filter)
              .isEqualTo(ids(slowly(all, filter)));
        }
      }
    }
  }

  /** Alerts of an hour or so, some of which are over by hand, some by time. */
  private void fill(LapiDatabase database, Random random) throws StorageException {
    for (int i = 0; i < 150; i++) {
      time.advance(Duration.ofSeconds(random.nextInt(40)));
      List<Alert> batch = new ArrayList<>();
      for (int k = random.nextInt(3); k >= 0; k--) {
        batch.add(alert(random));
      }
      database.alerts().add("m" + random.nextInt(2), batch);
      if (random.nextInt(4) == 0) {
        database.decisions().end(List.of(1L + random.nextInt(200)), time.instant());
      }
    }
    if (random.nextBoolean()) {
      database.decisions().sweep();
    }
  }

  private Alert alert(Random random) {
    List<AlertDecision> decisions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      decisions.add(
          new AlertDecision(
              0,
              any(random, ORIGINS),
              any(random, TYPES),
              "ip",
              any(random, ADDRESSES),
              any(random, SCENARIOS),
              Duration.ofMinutes(random.nextInt(90)),
              false));
    }
    Instant stop = time.instant().minusSeconds(random.nextInt(600));
    return new Alert(
        0,
        null,
        null,
        null,
        any(random, SCENARIOS),
        "",
        "",
        "",
        0,
        stop.minusSeconds(60),
        stop,
        0,
        "0s",
        random.nextInt(5) == 0,
        false,
        random.nextBoolean() ? "cscli" : "crowdsec",
        AlertSource.of(any(random, SOURCES), any(random, ADDRESSES)),
        List.of(),
        List.of(),
        decisions);
  }

  private static AlertFilter filter(Random random) {
    Duration ago = Duration.ofMinutes(random.nextInt(70));
    return new AlertFilter(
        maybe(random, any(random, SOURCES)),
        maybe(random, any(random, ADDRESSES)),
        maybe(random, any(random, SCENARIOS)),
        maybe(random, "cscli"),
        maybe(random, any(random, TYPES)),
        maybe(random, any(random, ORIGINS)),
        random.nextInt(3) == 0 ? IpPrefix.parse(any(random, ADDRESSES)) : null,
        any(random, List.of(Match.values())),
        random.nextInt(6) == 0 ? ago : null,
        random.nextInt(6) == 0 ? ago : null,
        random.nextInt(6) == 0 ? ago : null,
        any(random, List.of(Activity.values())),
        any(random, List.of(Shown.values())),
        any(random, List.of(Shown.values())),
        Shown.SHOWN,
        any(random, List.of(Order.values())),
        random.nextInt(3) == 0 ? 1 + random.nextInt(150) : 0);
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @SuppressWarnings("NullAway") // null is a filter's word for "any"
  private static String maybe(Random random, String value) {
    return random.nextInt(6) == 0 ? value : null;
  }

  private List<Alert> slowly(List<Alert> all, AlertFilter filter) {
    Comparator<Alert> oldestFirst =
        Comparator.comparing((Alert alert) -> Objects.requireNonNull(alert.createdAt()))
            .thenComparing(Alert::id);
    return all.stream()
        .filter(alert -> passes(alert, filter))
        .sorted(filter.order() == Order.OLDEST_FIRST ? oldestFirst : oldestFirst.reversed())
        .limit(filter.limit() == 0 ? Long.MAX_VALUE : filter.limit())
        .toList();
  }

  private boolean passes(Alert alert, AlertFilter filter) {
    Instant now = time.instant();
    Instant created = Objects.requireNonNull(alert.createdAt());
    return (filter.scope() == null || filter.scope().equals(alert.source().scope()))
        && (filter.value() == null || filter.value().equals(alert.source().value()))
        && (filter.kind() == null || filter.kind().equals(alert.kind()))
        && (filter.scenario() == null
            || filter.scenario().equals(alert.scenario())
            || has(alert, decision -> decision.scenario().equals(filter.scenario())))
        && (filter.decisionType() == null
            || has(alert, decision -> decision.type().equals(filter.decisionType())))
        && (filter.origin() == null
            || has(alert, decision -> decision.origin().equals(filter.origin())))
        && (filter.range() == null || has(alert, decision -> lies(decision, filter)))
        && (filter.since() == null || !alert.startAt().isBefore(now.minus(filter.since())))
        && (filter.until() == null || !alert.startAt().isAfter(now.minus(filter.until())))
        && (filter.createdBefore() == null || !created.isAfter(now.minus(filter.createdBefore())))
        && isActive(alert, filter.activity())
        && (filter.lists() == Shown.SHOWN || filter.origin() != null || !isOfLists(alert))
        && (filter.simulation() == Shown.SHOWN || !alert.simulated());
  }

  private static boolean has(Alert alert, Predicate<AlertDecision> condition) {
    return alert.decisions().stream().anyMatch(condition);
  }

  private static boolean lies(AlertDecision decision, AlertFilter filter) {
    IpPrefix range = Objects.requireNonNull(filter.range());
    IpPrefix own = IpPrefix.parse(decision.value());
    return filter.match() == Match.COVERS ? own.contains(range) : range.contains(own);
  }

  private static boolean isActive(Alert alert, Activity activity) {
    return switch (activity) {
      case ANY -> true;
      case NO_DECISION -> alert.decisions().isEmpty();
      case ACTIVE -> has(alert, decision -> decision.duration().compareTo(Duration.ZERO) > 0);
    };
  }

  private static boolean isOfLists(Alert alert) {
    String scope = alert.source().scope();
    return has(
            alert,
            decision -> decision.origin().equals("CAPI") || decision.origin().equals("lists"))
        || (alert.decisions().isEmpty()
            && (scope.startsWith("lists:") || scope.equals("crowdsecurity/community-blocklist")));
  }

  private static List<Long> ids(List<Alert> alerts) {
    return alerts.stream().map(Alert::id).toList();
  }

  @Test
  void an_empty_query_asks_for_the_newest_hundred() {
    assertThat(AlertFilter.parse(Map.of()))
        .usingRecursiveComparison()
        .ignoringFields("limit")
        .isEqualTo(AlertFilter.ALL);
    assertThat(AlertFilter.parse(Map.of()).limit()).isEqualTo(100);
  }

  @Test
  void a_query_is_read_whole() {
    Map<String, List<String>> query = new TreeMap<>();
    for (String pair :
        List.of(
            "scope=ip",
            "value=192.0.2.7",
            "scenario=test/a",
            "kind=waf",
            "decision_type=ban",
            "origin=cscli",
            "range=10.0.0.7/8",
            "contains=false",
            "since=7d",
            "until=1d12h",
            "created_before=30m",
            "has_active_decision=true",
            "include_capi=false",
            "simulated=false",
            "with_decisions=false",
            "sort=ASC",
            "limit=0")) {
      query.put(
          pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)));
    }

    assertThat(AlertFilter.parse(query))
        .isEqualTo(
            new AlertFilter(
                "Ip",
                "192.0.2.7",
                "test/a",
                "waf",
                "ban",
                "cscli",
                IpPrefix.parse("10.0.0.0/8"),
                Match.INSIDE,
                Duration.ofDays(7),
                Duration.ofHours(36),
                Duration.ofMinutes(30),
                Activity.ACTIVE,
                Shown.HIDDEN,
                Shown.HIDDEN,
                Shown.HIDDEN,
                Order.OLDEST_FIRST,
                0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "alert_source | x | filter parameter 'alert_source' is unknown (=x): invalid filter",
        "ip | foo | invalid ip address 'foo'",
        "range | 1.2.3.4/33 | invalid ip address '1.2.3.4/33'",
        "contains | maybe | 'maybe' is not a boolean: unable to parse type",
        "has_active_decision | yes | 'yes' is not a boolean: unable to parse type",
        "limit | ten | bad limit in parameters: 'ten'",
      })
  void a_query_that_makes_no_sense_is_refused_in_upstreams_words(
      String name, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertFilter.parse(Map.of(name, List.of(value))))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"since", "until", "created_before"})
  void an_age_needs_a_unit(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertFilter.parse(Map.of(name, List.of("10"))))
        .withMessageStartingWith("while parsing duration: ");
  }
}
