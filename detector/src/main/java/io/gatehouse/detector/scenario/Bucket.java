package io.gatehouse.detector.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.TimeMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One bucket: the events of one group that a scenario has seen, and how full that makes it. */
final class Bucket {
  private final Scenario scenario;
  private final String group;
  private final TimeMode mode;
  private final long number;
  private final EventQueue queue;
  private final int maxValues;
  private TokenBucket tokens;
  private int count;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private @Nullable Instant overflowed;
  private long deadline;
  private @Nullable Set<String> values;
  private @Nullable BitSet guillotined;

  /** Neighbours in its {@link BucketList}, and the list. */
  @Nullable Bucket before;

  @Nullable Bucket after;
  @Nullable BucketList list;

  Bucket(Scenario scenario, String group, TimeMode mode, long number, BucketLimits limits) {
    this.scenario = scenario;
    this.group = group;
    this.mode = mode;
    this.number = number;
    this.maxValues = limits.maxEventsPerBucket();
    this.queue = new EventQueue(Math.min(scenario.queueLimit(), maxValues));
    this.tokens = new TokenBucket(scenario.capacity);
  }

  Scenario scenario() {
    return scenario;
  }

  String group() {
    return group;
  }

  TimeMode mode() {
    return mode;
  }

  EventQueue queue() {
    return queue;
  }

  /** All events that were poured, those included that it no longer keeps. */
  int count() {
    return count;
  }

  @Nullable Instant first() {
    return first;
  }

  @Nullable Instant last() {
    return last;
  }

  @Nullable Instant overflowed() {
    return overflowed;
  }

  /** When its life ends, by its clock. */
  long deadline() {
    return deadline;
  }

  /** Upstream's name for the group: SHA-1 over filter, group and name. */
  String mapkey() {
    String text = scenario.filter + "\0" + group + "\0" + scenario.name();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** A name of this one bucket. */
  String id() {
    return mapkey().substring(0, 12) + "-" + number;
  }

  /** Adds an event; false if that makes it overflow, by its limiter. */
  boolean add(Event event, Moment now) {
    if (count < Integer.MAX_VALUE) {
      count++;
    }
    boolean starts = first == null;
    if (starts) {
      first = now.instant();
    }
    last = now.instant();
    if (starts || scenario.type != BucketType.COUNTER) {
      deadline = now.nanos() + scenario.lifeNanos();
    }
    boolean allowed =
        scenario.type != BucketType.TRIGGER
            && (scenario.capacity == Scenario.ENDLESS
                || tokens.take(now.nanos(), scenario.capacity, scenario.leakspeed));
    queue.add(event);
    return allowed;
  }

  void overflowAt(Instant instant) {
    overflowed = instant;
  }

  /** Whether its time is over, so that it must end before anything else goes into it. */
  boolean over(long now) {
    boolean exact = mode == TimeMode.LIVE || scenario.type == BucketType.COUNTER;
    return count > 0 && (exact ? now >= deadline : now > deadline);
  }

  /** When a counter's time is over, as people read it. */
  Instant end() {
    return first == null ? Instant.EPOCH : first.plus(scenario.duration);
  }

  /** Remembers a value of {@code distinct}; false if it did already. */
  boolean remember(String value) {
    Set<String> known = values;
    if (known == null) {
      known = new LinkedHashSet<>(4);
      values = known;
    }
    boolean added = known.add(value);
    if (known.size() > maxValues) {
      Iterator<String> oldest = known.iterator();
      oldest.next();
      oldest.remove();
    }
    return added;
  }

  Set<String> values() {
    return values == null ? Set.of() : values;
  }

  /** Which conditions of a bayesian scenario are true for good; made when it is asked for. */
  BitSet guillotined() {
    BitSet known = guillotined;
    if (known == null) {
      known = new BitSet();
      guillotined = known;
    }
    return known;
  }

  TokenBucket tokens() {
    return tokens;
  }

  /** How many events and values it holds. */
  int held() {
    return queue.size() + values().size();
  }

  /** Becomes what was saved; the events are added to its queue one by one. */
  void restore(int savedCount, Instant savedFirst, Instant savedLast, long savedDeadline) {
    count = savedCount;
    first = savedFirst;
    last = savedLast;
    deadline = savedDeadline;
  }

  void restore(TokenBucket saved) {
    tokens = saved;
  }
}
