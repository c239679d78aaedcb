package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.STRING;

import io.gatehouse.detector.expr.Expression;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One scenario, as its document says. Immutable. */
public final class Scenario {
  /** A capacity without end: the limiter never says no. */
  static final int ENDLESS = -1;

  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

  final ScenarioFile file;
  final BucketType type;
  final String name;
  final String description;
  final Expression filter;
  final @Nullable Expression groupBy;
  final @Nullable Expression distinct;
  final @Nullable Expression cancelOn;
  final @Nullable Expression condition;
  final @Nullable Expression overflowFilter;
  final int capacity;
  final int cacheSize;
  final Duration leakspeed;
  final Duration duration;
  final Duration blackhole;
  final boolean reprocess;
  final ScopeRule scope;
  final Bayesian bayesian;
  final Map<String, @Nullable Object> labels;
  final List<RequiredFile> data;
  final boolean simulated;

  /**
   * The bayesian part; without conditions in scenarios of another type.
   *
   * @param prior the probability of an attack before anything is known
   * @param threshold above which a bucket overflows
   */
  record Bayesian(float prior, float threshold, List<BayesianCondition> conditions) {}

  /**
   * Whom an overflow is about.
   *
   * @param type such as {@code Ip}
   * @param expression gives the value; null where the event's address or range is it
   */
  record ScopeRule(String type, @Nullable Expression expression) {}

  Scenario(ScenarioReader read, ScenarioFile file, Predicate<String> simulation) {
    this.file = file;
    name = read.needed("name", "give the scenario a name, such as me/my-scenario");
    description = read.needed("description", "say in a line what it detects");
    type = read.type();
    filter = read.filter();
    groupBy = read.hook("groupby", STRING);
    distinct = read.hook("distinct", ANY);
    cancelOn = read.hook("cancel_on", BOOL);
    condition = read.hook("condition", BOOL);
    overflowFilter = read.hook("overflow_filter", BOOL);
    capacity = read.size("capacity", ENDLESS);
    cacheSize = read.size("cache_size", 0);
    leakspeed = read.duration("leakspeed");
    duration = read.duration("duration");
    blackhole = read.duration("blackhole");
    reprocess = read.flag("reprocess");
    scope = read.scope();
    bayesian = read.bayesian();
    labels = read.labels();
    data = read.data();
    simulated = simulation.test(name);
  }

  /** Its name, which several documents may share. */
  public String name() {
    return name;
  }

  /** What it is for, in its author's words. */
  public String description() {
    return description;
  }

  /** The file that it stands in. */
  public ScenarioFile file() {
    return file;
  }

  /** {@code leaky}, {@code trigger}, {@code counter}, {@code conditional} or {@code bayesian}. */
  public String type() {
    return type.word();
  }

  /** Its labels; a value is a text, a number, a boolean, null, a list or a mapping. */
  public Map<String, @Nullable Object> labels() {
    return labels;
  }

  /** Whether its decisions are for show. */
  public boolean simulated() {
    return simulated;
  }

  /** Whether its overflows are poured again. */
  public boolean reprocess() {
    return reprocess;
  }

  /** Whether an alert of it asks for a remediation. */
  boolean remediation() {
    return Boolean.TRUE.equals(labels.get("remediation"));
  }

  /** Whether one of its expressions may change events that wait in a bucket. */
  boolean rewritesQueue() {
    return Stream.concat(
            Stream.of(distinct, cancelOn, condition, overflowFilter),
            bayesian.conditions().stream().map(BayesianCondition::condition))
        .anyMatch(Language::mayRewriteQueue);
  }

  /** How many events a bucket keeps before it drops the oldest, one more to be added. */
  int queueLimit() {
    boolean cached = cacheSize > 0 && (cacheSize <= capacity || capacity == ENDLESS);
    if (cached) {
      return cacheSize;
    }
    return capacity == ENDLESS ? Integer.MAX_VALUE : capacity;
  }

  /** How long a bucket lives after it was poured into; a counter, after it was first. */
  long lifeNanos() {
    return switch (type) {
      case LEAKY -> times(leakspeed.toNanos(), capacity + 1L);
      case COUNTER -> duration.toNanos();
      case CONDITIONAL, BAYESIAN -> leakspeed.toNanos();
      case TRIGGER -> 0;
    };
  }

  private static long times(long nanos, long count) {
    return nanos > LONGEST_NANOS / count ? LONGEST_NANOS : nanos * count;
  }

  /** What documents that share buckets have in common; with the group's value it is the key. */
  String identity() {
    return filter + "\0" + name;
  }

  /** A digest of all that decides how its buckets behave; labels and descriptions do not. */
  String fingerprint() {
    List<@Nullable Object> parts =
        Arrays.asList(
            type,
            identity(),
            groupBy,
            distinct,
            cancelOn,
            condition,
            overflowFilter,
            capacity,
            cacheSize,
            leakspeed,
            duration,
            blackhole,
            reprocess,
            scope,
            bayesian);
    try {
      byte[] text = parts.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
