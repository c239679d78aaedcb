package io.gatehouse.alert;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alert while its fields come in; {@link AlertReader} fills it. */
final class AlertDraft {
  @Nullable Long id;
  @Nullable String uuid;
  @Nullable String machineId;
  @Nullable Instant createdAt;
  @Nullable String scenario;
  @Nullable String scenarioHash;
  @Nullable String scenarioVersion;
  @Nullable String message;
  @Nullable Integer eventsCount;
  @Nullable Instant startAt;
  @Nullable Instant stopAt;
  @Nullable Integer capacity;
  @Nullable String leakSpeed;
  @Nullable Boolean simulated;
  @Nullable Boolean remediation;
  @Nullable String kind;
  @Nullable AlertSource source;
  @Nullable List<AlertEvent> events;
  List<Meta> meta = List.of();
  List<AlertDecision> decisions = new ArrayList<>();

  /** What is missing further in, as the validator says it; empty if nothing is. */
  String inDecisions = "";

  String inEvents = "";
  String inSource = "";

  /** What a LAPI requires of an alert that is posted, and this one lacks; empty if nothing. */
  String missing(String prefix) {
    return new Missing(prefix)
        .require("capacity", capacity)
        .within(inDecisions)
        .require("events", events)
        .within(inEvents)
        .require("events_count", eventsCount)
        .require("leakspeed", leakSpeed)
        .require("message", message)
        .require("scenario", scenario)
        .require("scenario_hash", scenarioHash)
        .require("scenario_version", scenarioVersion)
        .require("simulated", simulated)
        .require("source", source)
        .within(inSource)
        .require("start_at", startAt)
        .require("stop_at", stopAt)
        .text();
  }

  /** The alert; absent texts are empty, absent numbers 0, absent times now. */
  Alert build(Instant now) {
    return new Alert(
        requireNonNullElse(id, 0L),
        uuid,
        machineId,
        createdAt,
        orEmpty(scenario),
        orEmpty(scenarioHash),
        orEmpty(scenarioVersion),
        orEmpty(message),
        requireNonNullElse(eventsCount, 0),
        requireNonNullElse(startAt, now),
        requireNonNullElse(stopAt, now),
        requireNonNullElse(capacity, 0),
        orEmpty(leakSpeed),
        requireNonNullElse(simulated, false),
        requireNonNullElse(remediation, false),
        orEmpty(kind),
        requireNonNullElse(source, AlertSource.of("", "")),
        requireNonNullElse(events, List.of()),
        meta,
        decisions);
  }

  private static String orEmpty(@Nullable String text) {
    return requireNonNullElse(text, "");
  }
}
