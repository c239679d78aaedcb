package io.gatehouse.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log processor or an operator reports to LAPI.
 *
 * @param id LAPI's number; 0 before LAPI has stored it
 * @param uuid LAPI's other name for it; null before LAPI has stored it
 * @param machineId who reported; null before LAPI has stored it, and where the machine is gone
 * @param createdAt when LAPI stored it; null before
 * @param scenario what overflowed
 * @param scenarioHash hash of its file; empty for one of the operator's own
 * @param scenarioVersion its version; {@code ?} where its file was changed
 * @param message one sentence for people
 * @param eventsCount how many events there were, which may be more than are listed
 * @param startAt the first event's time
 * @param stopAt the last event's time, from which decisions count
 * @param capacity the bucket's; -1 where it has none
 * @param leakSpeed the bucket's, as a Go duration
 * @param simulated whether its decisions are for show
 * @param remediation whether the scenario asks for one
 * @param kind {@code crowdsec}, {@code waf}, {@code cscli}…; may be empty
 * @param source whom it is about
 * @param events what was seen
 * @param meta its context
 * @param decisions what was decided; empty where LAPI is to decide
 */
public record Alert(
    long id,
    @Nullable String uuid,
    @Nullable String machineId,
    @Nullable Instant createdAt,
    String scenario,
    String scenarioHash,
    String scenarioVersion,
    String message,
    int eventsCount,
    Instant startAt,
    Instant stopAt,
    int capacity,
    String leakSpeed,
    boolean simulated,
    boolean remediation,
    String kind,
    AlertSource source,
    List<AlertEvent> events,
    List<Meta> meta,
    List<AlertDecision> decisions) {

  public Alert {
    events = List.copyOf(events);
    meta = List.copyOf(meta);
    decisions = List.copyOf(decisions);
  }

  /** The same alert about somebody else. */
  public Alert withSource(AlertSource other) {
    return with(other, events, meta, decisions);
  }

  /** The same alert with other decisions. */
  public Alert withDecisions(List<AlertDecision> others) {
    return with(source, events, meta, others);
  }

  /** The same alert with other events and another context. */
  public Alert withMeta(List<AlertEvent> otherEvents, List<Meta> otherMeta) {
    return with(source, otherEvents, otherMeta, decisions);
  }

  private Alert with(
      AlertSource source, List<AlertEvent> events, List<Meta> meta, List<AlertDecision> decisions) {
    return new Alert(
        id,
        uuid,
        machineId,
        createdAt,
        scenario,
        scenarioHash,
        scenarioVersion,
        message,
        eventsCount,
        startAt,
        stopAt,
        capacity,
        leakSpeed,
        simulated,
        remediation,
        kind,
        source,
        events,
        meta,
        decisions);
  }
}
