package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every bucket there is: events in, overflows out. A bucket is a plain object in a map and in the
 * list of its scenario, oldest first; no thread and no timer belongs to it. Live buckets end when
 * somebody looks at the clock: {@link #tick}, or the next event of their group. Replayed ones end
 * by the times in the log. Not thread-safe: one thread pours and ticks.
 */
public final class Buckets {
  /** How many buckets {@link #tick} ends at most. */
  static final int MAX_ENDS = 10_000;

  /** After how many replayed events the buckets are looked through whose time is over. */
  static final int EVENTS_PER_SWEEP = 5_000;

  private final ScenarioIndex index;
  private final Language language;
  private final BucketClock clock;
  private final BucketListener listener;
  private final Evaluation evaluation = new Evaluation();
  private final ScenarioWarnings warnings;
  private final Hooks hooks;
  private final Overflows overflows;
  private final LiveBuckets live;
  private final List<ScenarioState> states = new ArrayList<>();
  private final List<ScenarioState> counters = new ArrayList<>();
  private int replayed;

  private Buckets(Builder options) {
    Scenarios scenarios = options.scenarios;
    BucketLimits limits = options.limits;
    index = scenarios.index();
    language = scenarios.language();
    clock = options.clock;
    listener = options.listener;
    warnings = new ScenarioWarnings(listener);
    hooks = new Hooks(language, evaluation, warnings);
    overflows = new Overflows(new Sources(language, evaluation, warnings), options.context);
    Blackhole.Room room = new Blackhole.Room(limits.maxBuckets());
    Map<String, Map<String, Bucket>> shared = new HashMap<>();
    for (Scenario scenario : scenarios.all()) {
      Map<String, Bucket> byGroup =
          shared.computeIfAbsent(scenario.identity(), any -> new HashMap<>());
      states.add(new ScenarioState(scenario, byGroup, room));
    }
    states.stream().filter(s -> s.scenario().type == BucketType.COUNTER).forEach(counters::add);
    live = new LiveBuckets(scenarios.all(), states, limits, listener);
  }

  /** Empty buckets of these scenarios. */
  public static Builder of(Scenarios scenarios) {
    return new Builder(scenarios);
  }

  /** What buckets need beside scenarios; each has a default. */
  public static final class Builder {
    private final Scenarios scenarios;
    private BucketLimits limits = BucketLimits.DEFAULT;
    private BucketClock clock = BucketClock.system();
    private BucketListener listener = BucketListener.NONE;
    private AlertContext context = AlertContext.NONE;

    private Builder(Scenarios scenarios) {
      this.scenarios = scenarios;
    }

    /** How much they may keep; {@link BucketLimits#DEFAULT} otherwise. */
    public Builder limits(BucketLimits other) {
      limits = other;
      return this;
    }

    /** The time of live buckets; this host's otherwise. */
    public Builder clock(BucketClock other) {
      clock = other;
      return this;
    }

    /** Who is told; nobody otherwise. */
    public Builder listener(BucketListener other) {
      listener = other;
      return this;
    }

    /** What alerts say beside events; nothing otherwise. */
    public Builder context(AlertContext other) {
      context = other;
      return this;
    }

    /** Empty buckets. */
    public Buckets build() {
      return new Buckets(this);
    }
  }

  /**
   * Pours an event into every scenario that is for it; one of kind overflow as well. Where a filter
   * or a {@code groupby} has no value for the event, the scenarios after it do not get it.
   */
  public Poured pour(Event event) {
    List<Event> out = event.mode() == TimeMode.TIMEMACHINE ? replaying(event) : new ArrayList<>();
    int[] candidates = index.candidates(event);
    if (candidates.length == 0 && out.isEmpty()) {
      return Poured.NOWHERE;
    }
    Pouring pouring = new Pouring(event, out);
    evaluation.with(language.event(), event);
    int poured = 0;
    try {
      for (int i = 0; i < candidates.length; i++) {
        int number = candidates[i];
        poured += pour(states.get(number), pouring) ? 1 : 0;
        evaluation.with(language.event(), event);
        if (index.changesEvents(number)) {
          candidates = index.candidates(event);
          i = placeOf(number, candidates);
        }
      }
    } catch (AbortException e) {
      warnings.say(e.scenario, e.key, String.valueOf(e.getMessage()));
    }
    live.thinOut();
    return new Poured(poured, out);
  }

  /** The last place whose number is not above this one. */
  private static int placeOf(int number, int[] candidates) {
    int place = -1;
    while (place + 1 < candidates.length && candidates[place + 1] <= number) {
      place++;
    }
    return place;
  }

  /** An event on its way through the scenarios, and what it has brought about so far. */
  private final class Pouring {
    private final Event event;
    private final List<Event> out;
    private @Nullable Moment live;
    private @Nullable Moment logged;
    private boolean looked;

    Pouring(Event event, List<Event> out) {
      this.event = event;
      this.out = out;
    }

    /** When a bucket of that mode gets it; null where the log does not say. */
    @Nullable Moment moment(TimeMode mode) {
      if (mode == TimeMode.LIVE) {
        return now();
      }
      if (!looked) {
        looked = true;
        logged = Moment.of(event);
      }
      return logged;
    }

    Moment now() {
      Moment known = live;
      if (known == null) {
        known = Moment.of(clock);
        live = known;
      }
      return known;
    }
  }

  /** No other scenario gets the event. */
  private static final class AbortException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Scenario scenario;
    private final String key;

    AbortException(Scenario scenario, String key, String reason) {
      super(reason, null, false, false);
      this.scenario = scenario;
      this.key = key;
    }
  }

  private boolean pour(ScenarioState state, Pouring pouring) throws AbortException {
    Scenario scenario = state.scenario();
    if (!matches(scenario)) {
      return false;
    }
    String group = group(scenario);
    Bucket bucket = state.byGroup().get(group);
    Moment now = pouring.moment(bucket == null ? pouring.event.mode() : bucket.mode());
    if (now == null && scenario.type == BucketType.TRIGGER) {
      now = Moment.of(clock.now());
    }
    if (now == null) {
      warnings.say(scenario, "time", "the event has none that could be read; it is left out");
      return false;
    }
    if (bucket != null && bucket.over(now.nanos())) {
      end(bucket, now, pouring.out);
      evaluation.with(language.event(), pouring.event);
      bucket = null;
    }
    if (bucket == null) {
      bucket = live.begin(state, group, pouring.event.mode());
    }
    pour(bucket, now, pouring);
    listener.poured(scenario, pouring.event);
    return true;
  }

  private void pour(Bucket bucket, Moment now, Pouring pouring) {
    int before = bucket.held();
    switch (hooks.pour(bucket, pouring.event, now)) {
      case IGNORED -> {}
      case KEPT -> live.keep(bucket, bucket.held() - before);
      case CANCELLED -> {
        live.remove(bucket, before);
        listener.cancelled(bucket.scenario());
      }
      case OVERFLOWED -> {
        live.remove(bucket, before);
        overflow(bucket, now.nanos(), pouring.out);
      }
    }
  }

  private boolean matches(Scenario scenario) throws AbortException {
    try {
      return scenario.filter.test(evaluation);
    } catch (EvaluationException e) {
      throw new AbortException(scenario, "filter", String.valueOf(e.getMessage()));
    }
  }

  private String group(Scenario scenario) throws AbortException {
    Expression expression = scenario.groupBy;
    if (expression == null) {
      return "";
    }
    try {
      if (expression.evaluate(evaluation) instanceof String text) {
        return text;
      }
    } catch (EvaluationException e) {
      throw new AbortException(scenario, "groupby", String.valueOf(e.getMessage()));
    }
    throw new AbortException(scenario, "groupby", "the value is no text");
  }

  /** Ends a bucket whose time is over. */
  private void end(Bucket bucket, Moment now, List<Event> out) {
    live.remove(bucket, bucket.held());
    if (bucket.scenario().type == BucketType.COUNTER) {
      bucket.overflowAt(bucket.mode() == TimeMode.LIVE ? now.instant() : bucket.end());
      overflow(bucket, Math.min(now.nanos(), bucket.deadline()), out);
    } else {
      listener.underflowed(bucket.scenario());
    }
  }

  private void overflow(Bucket bucket, long at, List<Event> out) {
    Scenario scenario = bucket.scenario();
    listener.overflowed(scenario);
    try {
      Event event = overflows.of(bucket);
      if (!hooks.lets(bucket, event)) {
        listener.discarded(scenario, "overflow_filter");
      } else if (!live.blackhole(bucket).passes(bucket.group(), at)) {
        listener.discarded(scenario, "blackhole");
      } else {
        out.add(event);
      }
    } catch (SourceException e) {
      warnings.say(scenario, "overflow lost", String.valueOf(e.getMessage()));
    }
  }

  /** What the log's time brings about before an event of a replay is poured. */
  private List<Event> replaying(Event event) {
    List<Event> out = new ArrayList<>();
    if (counters.isEmpty() && ++replayed < EVENTS_PER_SWEEP) {
      return out;
    }
    Moment now = Moment.of(event);
    if (now != null && replayed >= EVENTS_PER_SWEEP) {
      replayed = 0;
      states.forEach(state -> sweep(state, now, out));
    } else if (now != null) {
      counters.forEach(state -> endHeads(state.list(TimeMode.TIMEMACHINE), now, out));
    }
    return out;
  }

  /** Ends every replayed bucket of a scenario whose time is over, wherever it stands. */
  private void sweep(ScenarioState state, Moment now, List<Event> out) {
    Bucket bucket = state.list(TimeMode.TIMEMACHINE).head();
    while (bucket != null) {
      Bucket next = bucket.after;
      if (bucket.over(now.nanos())) {
        end(bucket, now, out);
      }
      bucket = next;
    }
  }

  private int endHeads(BucketList list, Moment now, List<Event> out) {
    int ended = 0;
    Bucket head = list.head();
    while (head != null && head.over(now.nanos())) {
      end(head, now, out);
      ended++;
      head = ended < MAX_ENDS ? list.head() : null;
    }
    return ended;
  }

  /**
   * Ends live buckets whose time is over, at most {@value #MAX_ENDS} of a scenario; to be called
   * about once a second.
   *
   * @return overflows of counters
   */
  public List<Event> tick() {
    List<Event> out = new ArrayList<>();
    Moment now = Moment.of(clock);
    states.forEach(state -> endHeads(state.list(TimeMode.LIVE), now, out));
    return out;
  }

  /**
   * Lets the log's time pass, as if an event of that time had come: ends replayed buckets whose
   * time is over. For the end of a replay.
   *
   * @return overflows of counters
   */
  public List<Event> advance(Instant logTime) {
    List<Event> out = new ArrayList<>();
    Moment now = Moment.of(logTime);
    states.forEach(state -> sweep(state, now, out));
    return out;
  }

  /** How many buckets there are, by scenario; those without are left out. */
  public Map<Scenario, Integer> count() {
    Map<Scenario, Integer> counts = new HashMap<>();
    for (ScenarioState state : states) {
      if (state.buckets() > 0) {
        counts.put(state.scenario(), state.buckets());
      }
    }
    return counts;
  }

  BucketClock clock() {
    return clock;
  }

  List<ScenarioState> states() {
    return states;
  }

  /** A live bucket that is not among the others yet. */
  Bucket blank(Scenario scenario, String group) {
    return live.blank(scenario, group, TimeMode.LIVE);
  }

  /** Takes a bucket in that was saved; those of one scenario come in the order of their ends. */
  void putBack(Bucket bucket) {
    live.putBack(bucket);
    live.thinOut();
  }

  /** How many events and distinct values they hold together. */
  public int held() {
    return live.held();
  }

  /** How many buckets had to go because there were too many. */
  public long evicted() {
    return live.evicted();
  }
}
