package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.TimeMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets that there are: keeps the maps and lists of buckets in step, counts, and sends
 * buckets away where there are more than {@link BucketLimits} allow. One thread.
 */
final class LiveBuckets {
  private static final Logger LOG = LoggerFactory.getLogger(LiveBuckets.class);

  private final Map<Scenario, ScenarioState> states = new HashMap<>();
  private final Set<ScenarioState> occupied = new LinkedHashSet<>();
  private final BucketLimits limits;
  private final BucketListener listener;
  private final boolean eventsSettle;
  private int buckets;
  private int held;
  private long begun;
  private long evicted;

  LiveBuckets(
      List<Scenario> scenarios,
      List<ScenarioState> all,
      BucketLimits limits,
      BucketListener listener) {
    this.limits = limits;
    this.listener = listener;
    this.eventsSettle = scenarios.stream().noneMatch(Scenario::rewritesQueue);
    for (int i = 0; i < scenarios.size(); i++) {
      states.put(scenarios.get(i), all.get(i));
    }
  }

  /** A new bucket. */
  Bucket begin(ScenarioState state, String group, TimeMode mode) {
    Bucket bucket = blank(state.scenario(), group, mode);
    add(state, bucket);
    listener.instantiated(state.scenario());
    return bucket;
  }

  /** One that is not there yet. */
  Bucket blank(Scenario scenario, String group, TimeMode mode) {
    Bucket bucket = new Bucket(scenario, group, mode, ++begun, limits);
    if (eventsSettle) {
      bucket.queue().settle();
    }
    return bucket;
  }

  /** One that was there before a restart; where there is one of its group already, that stays. */
  void putBack(Bucket bucket) {
    ScenarioState state = state(bucket);
    if (!state.byGroup().containsKey(bucket.group())) {
      add(state, bucket);
    }
  }

  private void add(ScenarioState state, Bucket bucket) {
    state.byGroup().put(bucket.group(), bucket);
    state.list(bucket.mode()).add(bucket);
    occupied.add(state);
    buckets++;
    hold(state, bucket.held());
  }

  /** A bucket has taken an event and now holds so many more. */
  void keep(Bucket bucket, int more) {
    ScenarioState state = state(bucket);
    hold(state, more);
    if (bucket.scenario().type != BucketType.COUNTER) {
      state.list(bucket.mode()).moveToEnd(bucket);
    }
  }

  /** Takes a bucket away, which was known to hold that many. */
  void remove(Bucket bucket, int known) {
    ScenarioState state = state(bucket);
    state.byGroup().remove(bucket.group());
    state.list(bucket.mode()).remove(bucket);
    buckets--;
    hold(state, -known);
    if (state.buckets() == 0) {
      occupied.remove(state);
    }
  }

  private void hold(ScenarioState state, int more) {
    held += more;
    state.hold(more);
  }

  Blackhole blackhole(Bucket bucket) {
    return state(bucket).blackhole(bucket.mode());
  }

  private ScenarioState state(Bucket bucket) {
    ScenarioState state = states.get(bucket.scenario());
    if (state == null) {
      throw new IllegalStateException("a bucket of " + bucket.scenario() + ", which is unknown");
    }
    return state;
  }

  /** Sends the oldest away until the limits are kept. */
  void thinOut() {
    while (buckets > limits.maxBuckets()) {
      evict(most(ScenarioState::buckets));
    }
    while (held > limits.maxHeld() && buckets > 0) {
      evict(most(ScenarioState::held));
    }
  }

  private ScenarioState most(ToIntFunction<ScenarioState> measure) {
    return Collections.max(occupied, Comparator.comparingInt(measure));
  }

  private void evict(ScenarioState state) {
    @Nullable Bucket oldest = state.longest().head();
    if (oldest == null) {
      throw new IllegalStateException("no bucket of " + state.scenario() + " to evict");
    }
    remove(oldest, oldest.held());
    listener.evicted(state.scenario());
    if (evicted++ == 0) {
      LOG.warn(
          "more than {} buckets or {} events in them; the oldest of {} go (told once; see"
              + " cs_bucket_evicted_total)",
          limits.maxBuckets(),
          limits.maxHeld(),
          state.scenario());
    }
  }

  int held() {
    return held;
  }

  long evicted() {
    return evicted;
  }
}
