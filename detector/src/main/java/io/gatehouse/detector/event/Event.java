package io.gatehouse.detector.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log line on its way through parsers and scenarios, or an overflow on its way through
 * postoverflows. Its maps are shared by everyone who holds the event, buckets included, so that
 * what one rule sets the next one reads. Not thread-safe: whoever hands it on lets go of it.
 */
public final class Event {
  private final TimeMode mode;
  private final Line line;
  private final @Nullable Overflow overflow;
  private final Map<String, String> parsed;
  private final Map<String, String> meta;
  private final Map<String, String> enriched;
  private final Map<String, @Nullable Object> unmarshaled;
  private boolean whitelisted;
  private String whitelistReason = "";
  private String stage = "";
  private @Nullable Instant time;
  private String strTime = "";
  private String strTimeFormat = "";
  private String marshaledTime = "";
  private boolean process;

  private Event(TimeMode mode, Line line, @Nullable Overflow overflow) {
    this.mode = mode;
    this.line = line;
    this.overflow = overflow;
    this.parsed = new HashMap<>();
    this.meta = new HashMap<>();
    this.enriched = new HashMap<>();
    this.unmarshaled = new HashMap<>();
  }

  private Event(Event other) {
    this.mode = other.mode;
    this.line = other.line.copy();
    this.overflow = other.overflow == null ? null : other.overflow.copy();
    this.parsed = new HashMap<>(other.parsed);
    this.meta = new HashMap<>(other.meta);
    this.enriched = new HashMap<>(other.enriched);
    this.unmarshaled = new HashMap<>();
    other.unmarshaled.forEach((key, value) -> unmarshaled.put(key, copy(value)));
    this.whitelisted = other.whitelisted;
    this.whitelistReason = other.whitelistReason;
    this.stage = other.stage;
    this.time = other.time;
    this.strTime = other.strTime;
    this.strTimeFormat = other.strTimeFormat;
    this.marshaledTime = other.marshaledTime;
    this.process = other.process;
  }

  /** A line that nobody has looked at yet. */
  public static Event of(Line line, TimeMode mode) {
    return new Event(mode, line, null);
  }

  /** An overflow that no postoverflow has looked at yet. */
  public static Event of(Overflow overflow, TimeMode mode, Instant time) {
    Event event = new Event(mode, new Line("", "", "", time, new HashMap<>()), overflow);
    event.time = time;
    return event;
  }

  /** The event as it is now, for whoever tells of it later. */
  public Event copy() {
    return new Event(this);
  }

  /** Rules write into maps that earlier rules have made, as {@code ParseKV} does. */
  private static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new HashMap<>();
      map.forEach((key, inner) -> copy.put(key, copy(inner)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(inner -> copy.add(copy(inner)));
      return copy;
    }
    return value;
  }

  /** Which clock counts. */
  public TimeMode mode() {
    return mode;
  }

  /** The line; one without text where this is an overflow. */
  public Line line() {
    return line;
  }

  /** What overflowed; null where this is a log line. */
  public @Nullable Overflow overflow() {
    return overflow;
  }

  /** Fields of groks; writable. */
  public Map<String, String> parsed() {
    return parsed;
  }

  /** What scenarios look at, such as {@code source_ip}; writable. */
  public Map<String, String> meta() {
    return meta;
  }

  /** What enrichment has found out, such as {@code IsoCode}; writable. */
  public Map<String, String> enriched() {
    return enriched;
  }

  /** JSON, key-value pairs and the like, by the name that the rule gave it; writable. */
  public Map<String, @Nullable Object> unmarshaled() {
    return unmarshaled;
  }

  /** Whether a whitelist has matched. */
  public boolean whitelisted() {
    return whitelisted;
  }

  /** Why; "" where none has matched. */
  public String whitelistReason() {
    return whitelistReason;
  }

  /** Marks it as whitelisted; the first reason stays. An overflow is marked as well. */
  public void whitelist(String reason) {
    if (!whitelisted) {
      whitelisted = true;
      whitelistReason = reason;
    }
    if (overflow != null) {
      overflow.whitelist();
    }
  }

  /** The parsers' stage that it is in; "" before the first. */
  public String stage() {
    return stage;
  }

  /** Moves it to a stage. */
  public void setStage(String name) {
    stage = name;
  }

  /** When it happened; null before the first stage. */
  public @Nullable Instant time() {
    return time;
  }

  /** Says when it happened. */
  public void setTime(Instant instant) {
    time = instant;
  }

  /** The time as the log writes it; "" before a parser has set it. */
  public String strTime() {
    return strTime;
  }

  /** Sets the time as the log writes it. */
  public void setStrTime(String text) {
    strTime = text;
  }

  /** The layout of {@link #strTime}, in Go's words; "" where it has to be guessed. */
  public String strTimeFormat() {
    return strTimeFormat;
  }

  /** Sets the layout. */
  public void setStrTimeFormat(String text) {
    strTimeFormat = text;
  }

  /** The time that was read, as RFC 3339; "" before {@code ParseDate}. */
  public String marshaledTime() {
    return marshaledTime;
  }

  /** Sets the time that was read. */
  public void setMarshaledTime(String text) {
    marshaledTime = text;
  }

  /** Whether the last parsing went through every stage. */
  public boolean process() {
    return process;
  }

  /** Says whether parsing went through. */
  public void setProcess(boolean done) {
    process = done;
  }

  /** A value of {@link #meta}, or of the first event of the alerts that has one; "" if none has. */
  public String meta(String key) {
    return overflow == null ? meta.getOrDefault(key, "") : overflow.meta(key);
  }
}
