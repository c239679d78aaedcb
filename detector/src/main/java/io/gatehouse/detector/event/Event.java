package io.gatehouse.detector.event;

import java.time.DateTimeException;
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
  private final TextMap parsed;
  private final TextMap meta;

  /** Made when they are asked for: most events have none. */
  private @Nullable TextMap enriched;

  private @Nullable Map<String, @Nullable Object> unmarshaled;
  private boolean whitelisted;
  private String whitelistReason = "";
  private String stage = "";
  private @Nullable Instant time;
  private String strTime = "";
  private String strTimeFormat = "";
  private String marshaledTime = "";

  /** A text and the instant that it is: what the last date was read as. */
  private String readText = "";

  private @Nullable Instant readTime;
  private boolean process;

  private Event(TimeMode mode, Line line, @Nullable Overflow overflow) {
    this.mode = mode;
    this.line = line;
    this.overflow = overflow;
    this.parsed = new TextMap();
    this.meta = new TextMap();
  }

  private Event(Event other) {
    this.mode = other.mode;
    this.line = other.line.copy();
    this.overflow = other.overflow == null ? null : other.overflow.copy();
    this.parsed = new TextMap(other.parsed);
    this.meta = new TextMap(other.meta);
    this.enriched = other.enriched == null ? null : new TextMap(other.enriched);
    if (other.unmarshaled != null) {
      Map<String, @Nullable Object> copies = new HashMap<>();
      other.unmarshaled.forEach((key, value) -> copies.put(key, copy(value)));
      this.unmarshaled = copies;
    }
    this.whitelisted = other.whitelisted;
    this.whitelistReason = other.whitelistReason;
    this.stage = other.stage;
    this.time = other.time;
    this.strTime = other.strTime;
    this.strTimeFormat = other.strTimeFormat;
    this.marshaledTime = other.marshaledTime;
    this.readText = other.readText;
    this.readTime = other.readTime;
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
    TextMap known = enriched;
    if (known == null) {
      known = new TextMap();
      enriched = known;
    }
    return known;
  }

  /** JSON, key-value pairs and the like, by the name that the rule gave it; writable. */
  public Map<String, @Nullable Object> unmarshaled() {
    Map<String, @Nullable Object> known = unmarshaled;
    if (known == null) {
      known = new HashMap<>(4);
      unmarshaled = known;
    }
    return known;
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

  /** Says which instant an RFC 3339 text is that may become the marshaled time. */
  public void noteTime(String text, Instant instant) {
    readText = text;
    readTime = instant;
  }

  /** The instant that {@link #marshaledTime} says; null where it says none. */
  public @Nullable Instant marshaledInstant() {
    if (marshaledTime.isEmpty()) {
      return null;
    }
    if (readTime != null && readText.equals(marshaledTime)) {
      return readTime;
    }
    try {
      return Instant.parse(marshaledTime);
    } catch (DateTimeException e) {
      return null;
    }
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
