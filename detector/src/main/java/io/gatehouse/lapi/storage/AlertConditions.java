package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.storage.AlertFilter.Activity;
import io.gatehouse.lapi.storage.AlertFilter.Match;
import io.gatehouse.lapi.storage.AlertFilter.Shown;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter as a condition on {@code alerts a}. What it asks of decisions' kinds is answered by
 * {@code batch_kinds}, a row or two for each alert however many decisions it has.
 */
final class AlertConditions {
  private static final String KIND =
      "EXISTS (SELECT 1 FROM batch_kinds bk JOIN kinds k ON k.id = bk.kind"
          + " WHERE bk.alert = a.id AND k.";

  /** What upstream calls CAPI: repo:crowdsec:pkg/database/alertfilter.go. */
  static final String NOT_OF_LISTS =
      "NOT "
          + KIND
          + "origin IN ('CAPI', 'lists'))"
          + " AND NOT (a.last_decision < a.first_decision AND (a.source_scope LIKE 'lists:%'"
          + " OR a.source_scope = 'crowdsecurity/community-blocklist'))";

  private final List<String> conditions = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();
  private final Instant now;

  AlertConditions(AlertFilter filter, Instant now) {
    this.now = now;
    equal("a.source_scope = ?", filter.scope());
    equal("a.source_value = ?", filter.value());
    equal("a.kind = ?", filter.kind());
    equal(KIND + "type = ?)", filter.decisionType());
    equal(KIND + "origin = ?)", filter.origin());
    scenario(filter.scenario());
    before("a.started_at >= ?", filter.since());
    before("a.started_at <= ?", filter.until());
    before("a.created_at <= ?", filter.createdBefore());
    range(filter.range(), filter.match());
    activity(filter.activity());
    if (filter.lists() == Shown.HIDDEN && filter.origin() == null) {
      add(NOT_OF_LISTS);
    }
    if (filter.simulation() == Shown.HIDDEN) {
      add("a.simulated = 0");
    }
  }

  void add(String condition, @Nullable Object... more) {
    conditions.add(condition);
    values.addAll(List.of(more));
  }

  private void equal(String condition, @Nullable String value) {
    if (value != null) {
      add(condition, value);
    }
  }

  private void scenario(@Nullable String scenario) {
    if (scenario != null) {
      add("(a.scenario = ? OR " + KIND + "scenario = ?))", scenario, scenario);
    }
  }

  private void before(String condition, @Nullable Duration ago) {
    if (ago != null) {
      add(condition, Millis.after(now, ago.negated()));
    }
  }

  private void range(@Nullable IpPrefix range, Match match) {
    if (range == null) {
      return;
    }
    if (match == Match.INSIDE) {
      add(
          "a.id IN (SELECT alert FROM decisions WHERE prefix BETWEEN ? AND ?)",
          PrefixKey.of(range),
          PrefixKey.lastInside(range));
    } else {
      List<byte[]> keys = PrefixKey.covering(range);
      add(
          "a.id IN (SELECT alert FROM decisions WHERE prefix IS NOT NULL AND prefix IN (?"
              + ",?".repeat(keys.size() - 1)
              + "))",
          keys.toArray());
    }
  }

  private void activity(Activity activity) {
    switch (activity) {
      case ANY -> {}
      case NO_DECISION -> add("a.last_decision < a.first_decision");
      case ACTIVE ->
          add(
              "a.active > 0 AND EXISTS (SELECT 1 FROM decisions d WHERE d.id BETWEEN"
                  + " a.first_decision AND a.last_decision AND d.removed IS NULL AND d.until > ?)",
              now);
    }
  }

  String text() {
    return conditions.isEmpty() ? "1" : String.join(" AND ", conditions);
  }

  @Nullable Object[] values() {
    return values.toArray(new Object[0]);
  }
}
