package io.gatehouse.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.gatehouse.alert.AlertException.Kind;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads alerts token by token: what a machine posts to a LAPI, and what a LAPI answers. Unknown
 * fields are passed over, null is absent, field names match in any case of letters. Neither nesting
 * nor the length of a text nor the number of anything is unbounded; the bytes are for the caller to
 * bound.
 */
public final class AlertReader {
  private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);
  private static final int MAX_MESSAGE = 300;

  /** What is asked of each alert. */
  private enum Strictness {
    POSTED,
    ANSWERED
  }

  private final GoJson json;
  private final Instant now;
  private final Counts counts;
  private final Strictness strictness;
  private String invalid = "";
  private String badDuration = "";
  private int oddTimes;

  private AlertReader(GoJson json, Instant now, AlertLimits limits, Strictness strictness) {
    this.json = json;
    this.now = now;
    this.counts = new Counts(limits);
    this.strictness = strictness;
  }

  /** Reads one document. */
  private interface Reading<T> {
    T read(AlertReader reader) throws IOException, AlertException;
  }

  /**
   * Reads the body of a POST to a LAPI: a list of alerts, of which every one must have what
   * upstream requires. Numbers and names that only a LAPI gives are left out; a time that can't be
   * read becomes {@code now}.
   *
   * @return in the order of the body; empty for an empty list or null
   * @throws AlertException of kind {@code MALFORMED} or, with upstream's lines about the first
   *     alert that lacks something or about a duration, {@code INVALID}
   * @throws IOException if the stream fails
   */
  public static List<Alert> posted(InputStream in, Instant now, AlertLimits limits)
      throws IOException, AlertException {
    return read(in, now, limits, Strictness.POSTED, AlertReader::alerts);
  }

  /**
   * Reads a LAPI's list of alerts; what is absent is empty or 0. A decision's duration is what was
   * left of it when the LAPI answered.
   *
   * @param now for times that can't be read
   * @return in the LAPI's order; empty for null
   * @throws AlertException of kind {@code MALFORMED}
   * @throws IOException if the stream fails
   */
  public static List<Alert> answered(InputStream in, Instant now, AlertLimits limits)
      throws IOException, AlertException {
    return read(in, now, limits, Strictness.ANSWERED, AlertReader::alerts);
  }

  /** Like {@link #answered}, for a single alert. */
  public static Alert answeredOne(InputStream in, Instant now, AlertLimits limits)
      throws IOException, AlertException {
    return read(in, now, limits, Strictness.ANSWERED, AlertReader::one);
  }

  private static <T> T read(
      InputStream in, Instant now, AlertLimits limits, Strictness strictness, Reading<T> reading)
      throws IOException, AlertException {
    try (GoJson json = new GoJson(in)) {
      AlertReader reader = new AlertReader(json, now, limits, strictness);
      if (!json.begin()) {
        throw new AlertException(Kind.MALFORMED, "EOF");
      }
      T read = reading.read(reader);
      if (!json.isAtEnd()) {
        throw new AlertException(Kind.MALFORMED, "there is more after the end of the alerts");
      }
      reader.judge();
      return read;
    } catch (JsonEOFException e) {
      throw new AlertException(Kind.MALFORMED, "unexpected EOF");
    } catch (JsonProcessingException e) {
      throw new AlertException(Kind.MALFORMED, describe(e));
    } catch (CharConversionException e) {
      throw new AlertException(Kind.MALFORMED, "the text is not UTF-8");
    }
  }

  private static String describe(JsonProcessingException e) {
    String place = e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
    String reason = String.valueOf(e.getOriginalMessage()).replaceAll("\\p{Cc}+", " ");
    return "not JSON" + place + ": " + reason.substring(0, Math.min(reason.length(), MAX_MESSAGE));
  }

  /** Upstream looks at durations only when everything else is there. */
  private void judge() throws AlertException {
    if (strictness == Strictness.POSTED && !(invalid + badDuration).isEmpty()) {
      throw new AlertException(Kind.INVALID, invalid.isEmpty() ? badDuration : invalid);
    }
    if (!badDuration.isEmpty()) {
      throw new AlertException(Kind.MALFORMED, badDuration);
    }
    if (oddTimes > 0) {
      LOG.warn("{} times of alerts can't be read; now stands in for them", oddTimes);
    }
  }

  private List<Alert> alerts() throws IOException, AlertException {
    List<Alert> alerts = new ArrayList<>();
    json.list(
        "models.AddAlertsRequest",
        index -> {
          Alert alert = alert(index + ".");
          if (alert != null) {
            counts.alert();
            alerts.add(alert);
          }
        });
    return alerts;
  }

  private Alert one() throws IOException, AlertException {
    Alert alert = alert("");
    if (alert == null) {
      throw new AlertException(Kind.MALFORMED, "an alert was expected, not null");
    }
    return alert;
  }

  private @Nullable Alert alert(String prefix) throws IOException, AlertException {
    AlertDraft draft = new AlertDraft();
    if (!json.object("Alert", field -> take(draft, field, prefix))) {
      return null;
    }
    if (strictness == Strictness.POSTED && invalid.isEmpty()) {
      invalid = draft.missing(prefix);
    }
    return draft.build(now);
  }

  private void take(AlertDraft draft, String field, String prefix)
      throws IOException, AlertException {
    switch (field) {
      case "scenario" -> draft.scenario = json.text();
      case "scenario_hash" -> draft.scenarioHash = json.text();
      case "scenario_version" -> draft.scenarioVersion = json.text();
      case "message" -> draft.message = json.text();
      case "events_count" -> draft.eventsCount = json.int32();
      case "start_at" -> draft.startAt = time();
      case "stop_at" -> draft.stopAt = time();
      case "capacity" -> draft.capacity = json.int32();
      case "leakspeed" -> draft.leakSpeed = json.text();
      case "simulated" -> draft.simulated = json.flag();
      case "remediation" -> draft.remediation = json.flag();
      case "kind" -> draft.kind = json.text();
      case "source" -> readSource(draft, prefix);
      case "events" -> readEvents(draft, prefix);
      case "meta" -> draft.meta = requireList(metas());
      case "decisions" -> readDecisions(draft, prefix);
      default -> takeStored(draft, field);
    }
  }

  private void takeStored(AlertDraft draft, String field) throws IOException, AlertException {
    if (strictness == Strictness.POSTED) {
      return;
    }
    switch (field) {
      case "id" -> draft.id = json.int64();
      case "uuid" -> draft.uuid = json.text();
      case "machine_id" -> draft.machineId = json.text();
      case "created_at" -> draft.createdAt = time();
      default -> {}
    }
  }

  private void readSource(AlertDraft draft, String prefix) throws IOException, AlertException {
    SourceDraft source = new SourceDraft(json);
    draft.source = json.object("Source", source::take) ? source.build() : null;
    draft.inSource = draft.source == null ? "" : source.missing(prefix + "source.");
  }

  private void readDecisions(AlertDraft draft, String prefix) throws IOException, AlertException {
    draft.decisions = new ArrayList<>();
    draft.inDecisions = "";
    json.list(
        "[]*models.Decision",
        index -> {
          DecisionDraft decision = new DecisionDraft(json);
          if (json.object("Decision", decision::take)) {
            counts.decision();
            add(draft, decision, prefix + "decisions." + index + ".");
          }
        });
  }

  private void add(AlertDraft draft, DecisionDraft decision, String prefix) {
    if (!decision.isComplete() && draft.inDecisions.isEmpty()) {
      draft.inDecisions = decision.missing(prefix);
    }
    try {
      draft.decisions.add(decision.build());
    } catch (IllegalArgumentException e) {
      badDuration = badDuration.isEmpty() ? String.valueOf(e.getMessage()) : badDuration;
    }
  }

  private void readEvents(AlertDraft draft, String prefix) throws IOException, AlertException {
    List<AlertEvent> events = new ArrayList<>();
    draft.inEvents = "";
    boolean given =
        json.list(
            "[]*models.Event",
            index -> {
              EventDraft event = new EventDraft();
              if (json.object("Event", field -> take(event, field))) {
                counts.event();
                events.add(new AlertEvent(event.timeOr(now), requireList(event.meta)));
                noteMissing(draft, event, prefix + "events." + index + ".");
              }
            });
    draft.events = given ? events : null;
  }

  private static void noteMissing(AlertDraft draft, EventDraft event, String prefix) {
    if (draft.inEvents.isEmpty()) {
      draft.inEvents =
          new Missing(prefix)
              .require("meta", event.meta)
              .require("timestamp", event.timestamp)
              .text();
    }
  }

  private void take(EventDraft event, String field) throws IOException, AlertException {
    if (field.equals("timestamp")) {
      event.timestamp = time();
    } else if (field.equals("meta")) {
      event.meta = metas();
    }
  }

  private @Nullable List<Meta> metas() throws IOException, AlertException {
    List<Meta> metas = new ArrayList<>();
    boolean given =
        json.list(
            "models.Meta",
            index -> {
              MetaDraft meta = new MetaDraft();
              if (json.object("MetaItems0", field -> take(meta, field))) {
                counts.meta();
                metas.add(new Meta(meta.key, meta.value));
              }
            });
    return given ? metas : null;
  }

  private void take(MetaDraft meta, String field) throws IOException, AlertException {
    if (field.equals("key")) {
      meta.key = textOrEmpty();
    } else if (field.equals("value")) {
      meta.value = textOrEmpty();
    }
  }

  private String textOrEmpty() throws IOException, AlertException {
    String text = json.text();
    return text == null ? "" : text;
  }

  private static List<Meta> requireList(@Nullable List<Meta> metas) {
    return metas == null ? List.of() : metas;
  }

  /** Null if there is a null; now if it names no moment. */
  private @Nullable Instant time() throws IOException, AlertException {
    String text = json.text();
    if (text == null) {
      return null;
    }
    Optional<Instant> time = WireTime.tryParse(text);
    oddTimes += time.isPresent() ? 0 : 1;
    return time.orElse(now);
  }

  /** An event while its fields come in. */
  private static final class EventDraft {
    @Nullable Instant timestamp;
    @Nullable List<Meta> meta;

    Instant timeOr(Instant fallback) {
      return timestamp == null ? fallback : timestamp;
    }
  }

  private static final class MetaDraft {
    String key = "";
    String value = "";
  }
}
