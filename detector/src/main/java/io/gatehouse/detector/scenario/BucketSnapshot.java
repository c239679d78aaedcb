package io.gatehouse.detector.scenario;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.TimeMode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Live buckets in a file, so that a restart forgets nobody. JSON values, one a line:
 *
 * <pre>
 * {"format":"gatehouse-buckets","version":1,"saved_at":"2026-01-01T00:00:00Z"}
 * {"event":{"mode":"LIVE","line":{…},"meta":{…},…}}       numbered from 0, before the first bucket that has it
 * {"bucket":{"scenario":"SHA-256","group":"192.0.2.1","tokens":3.5,"idle":…,"left":…,"events":[0,4],…}}
 * {"blackhole":{"scenario":"SHA-256","group":"192.0.2.1","left":…}}
 * {"end":12345}                                             how many lines there were; without it the file is cut
 * </pre>
 *
 * <p>Times within are nanoseconds before ({@code idle}) or after ({@code left}) saving; the time
 * until loading is added by the time of day. A scenario is known by a digest of all that decides
 * how its buckets behave; those of one that has changed are left out. A reader of version 1 leaves
 * out fields that it does not know, and refuses another version.
 */
public final class BucketSnapshot {
  private static final String FORMAT = "gatehouse-buckets";
  private static final int VERSION = 1;

  private BucketSnapshot() {}

  /**
   * What came of loading.
   *
   * @param buckets how many are there again
   * @param dropped how many are not: their time is over, or their scenario is gone or has changed
   */
  public record Restored(int buckets, int dropped) {}

  /**
   * Writes all live buckets; replayed ones are left out. By the thread that pours. The caller sees
   * to it that the file appears whole or not at all.
   */
  public static void write(Buckets buckets, OutputStream out) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    try (JsonGenerator json = EventJson.JSON.createGenerator(buffered)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
      new Writer(json, Moment.of(buckets.clock())).write(buckets);
    }
    buffered.flush();
  }

  /** Writes one snapshot. */
  private static final class Writer {
    private final JsonGenerator json;
    private final Moment now;
    private final IdentityHashMap<Event, Integer> events = new IdentityHashMap<>();
    private int lines;

    Writer(JsonGenerator json, Moment now) {
      this.json = json;
      this.now = now;
    }

    void write(Buckets buckets) throws IOException {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("saved_at", now.instant().toString());
      endLine();
      for (ScenarioState state : buckets.states()) {
        write(state);
      }
      int count = lines;
      json.writeStartObject();
      json.writeNumberField("end", count);
      endLine();
    }

    private void endLine() throws IOException {
      json.writeEndObject();
      json.writeRaw('\n');
      lines++;
    }

    private void write(ScenarioState state) throws IOException {
      String scenario = state.scenario().fingerprint();
      BucketList list = state.list(TimeMode.LIVE);
      for (Bucket bucket = list.head(); bucket != null; bucket = bucket.after) {
        write(scenario, bucket);
      }
      for (Blackhole.Entry entry : state.blackhole(TimeMode.LIVE).entries()) {
        json.writeStartObject();
        json.writeObjectFieldStart("blackhole");
        json.writeStringField("scenario", scenario);
        json.writeStringField("group", entry.group());
        json.writeNumberField("left", entry.expiry() - now.nanos());
        json.writeEndObject();
        endLine();
      }
    }

    private void write(String scenario, Bucket bucket) throws IOException {
      Instant first = bucket.first();
      Instant last = bucket.last();
      if (first == null || last == null) {
        return; // nothing was poured yet
      }
      for (Event event : bucket.queue().events()) {
        writeOnce(event);
      }
      json.writeStartObject();
      json.writeObjectFieldStart("bucket");
      json.writeStringField("scenario", scenario);
      json.writeStringField("group", bucket.group());
      json.writeNumberField("count", bucket.count());
      json.writeStringField("first", first.toString());
      json.writeStringField("last", last.toString());
      json.writeNumberField("left", bucket.deadline() - now.nanos());
      if (bucket.tokens().used()) {
        json.writeNumberField("tokens", bucket.tokens().tokens());
        json.writeNumberField("idle", now.nanos() - bucket.tokens().last());
      }
      json.writeArrayFieldStart("values");
      for (String value : bucket.values()) {
        json.writeString(value);
      }
      json.writeEndArray();
      int[] guillotined = bucket.guillotined().stream().toArray();
      json.writeFieldName("guillotined");
      json.writeArray(guillotined, 0, guillotined.length);
      json.writeArrayFieldStart("events");
      for (Event event : bucket.queue().events()) {
        json.writeNumber(writeOnce(event));
      }
      json.writeEndArray();
      json.writeEndObject();
      endLine();
    }

    /** The event's number. */
    private int writeOnce(Event event) throws IOException {
      Integer known = events.get(event);
      if (known != null) {
        return known;
      }
      int number = events.size();
      events.put(event, number);
      json.writeStartObject();
      json.writeFieldName("event");
      EventJson.write(json, event);
      endLine();
      return number;
    }
  }

  /**
   * Puts buckets back that were written, into buckets that are still empty. By the thread that
   * pours, before it does.
   *
   * @throws IOException if it is no whole snapshot of this version; there is then no bucket
   */
  public static Restored read(Buckets buckets, InputStream in) throws IOException {
    Reader reader = new Reader(buckets);
    try (MappingIterator<JsonNode> lines =
        EventJson.JSON.readerFor(JsonNode.class).readValues(in)) {
      reader.readAll(lines);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("line " + reader.lines + " is no part of a snapshot: " + e, e);
    }
    return reader.apply();
  }

  /** Reads one snapshot: all of it, before anything is put back. */
  private static final class Reader {
    private final Buckets buckets;
    private final Moment now;
    private final Map<String, ScenarioState> byFingerprint = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Bucket> restored = new ArrayList<>();
    private final List<Runnable> holes = new ArrayList<>();
    private long away;
    private int dropped;
    private int lines;
    private boolean whole;

    Reader(Buckets buckets) {
      this.buckets = buckets;
      this.now = Moment.of(buckets.clock());
      for (ScenarioState state : buckets.states()) {
        byFingerprint.putIfAbsent(state.scenario().fingerprint(), state);
      }
    }

    void readAll(MappingIterator<JsonNode> values) throws IOException {
      while (values.hasNextValue()) {
        JsonNode line = values.nextValue();
        if (whole) {
          throw new IOException("line " + (lines + 1) + " comes after the end");
        }
        if (lines == 0) {
          readHead(line);
        } else {
          read(line);
        }
        lines++;
      }
      if (!whole) {
        throw new IOException("the end is missing after " + lines + " lines; the file was cut");
      }
    }

    private void readHead(JsonNode head) throws IOException {
      if (!head.path("format").asText().equals(FORMAT)) {
        throw new IOException("this is no snapshot of buckets");
      }
      if (head.path("version").asInt() != VERSION) {
        throw new IOException("version " + head.path("version") + " is not " + VERSION);
      }
      Instant saved = Instant.parse(head.path("saved_at").asText());
      away = Math.max(0, Duration.between(saved, now.instant()).toNanos());
    }

    private void read(JsonNode line) throws IOException {
      if (line.has("event")) {
        events.add(EventJson.read(line.get("event")));
      } else if (line.has("bucket")) {
        readBucket(line.get("bucket"));
      } else if (line.has("blackhole")) {
        readBlackhole(line.get("blackhole"));
      } else if (line.has("end")) {
        whole = line.get("end").asInt() == lines;
      }
    }

    private void readBucket(JsonNode json) throws IOException {
      ScenarioState state = byFingerprint.get(json.path("scenario").asText());
      long deadline = now.nanos() + json.path("left").asLong() - away;
      boolean over = deadline <= now.nanos();
      if (state == null || (over && state.scenario().type != BucketType.COUNTER)) {
        dropped++;
        return;
      }
      Bucket bucket = buckets.blank(state.scenario(), json.path("group").asText());
      bucket.restore(
          json.path("count").asInt(),
          Instant.parse(json.path("first").asText()),
          Instant.parse(json.path("last").asText()),
          deadline);
      if (json.has("tokens")) {
        long last = now.nanos() - json.path("idle").asLong() - away;
        bucket.restore(new TokenBucket(json.get("tokens").asDouble(), last, true));
      }
      json.path("values").forEach(value -> bucket.remember(value.asText()));
      int conditions = state.scenario().bayesian.conditions().size();
      for (JsonNode number : json.path("guillotined")) {
        bucket.guillotined().set(Math.max(0, Math.min(conditions, number.asInt())));
      }
      for (JsonNode number : json.path("events")) {
        bucket.queue().add(event(number.asInt(-1)));
      }
      restored.add(bucket);
    }

    private Event event(int number) throws IOException {
      if (number < 0 || number >= events.size()) {
        throw new IOException("line " + (lines + 1) + " names event " + number + ", not there yet");
      }
      return events.get(number);
    }

    private void readBlackhole(JsonNode json) {
      ScenarioState state = byFingerprint.get(json.path("scenario").asText());
      long left = json.path("left").asLong() - away;
      if (state != null && left > 0) {
        Blackhole.Entry entry =
            new Blackhole.Entry(json.path("group").asText(), now.nanos() + left);
        holes.add(() -> state.blackhole(TimeMode.LIVE).put(entry));
      }
    }

    Restored apply() {
      restored.forEach(bucket -> buckets.putBack(bucket));
      holes.forEach(Runnable::run);
      return new Restored(restored.size(), dropped);
    }
  }
}
