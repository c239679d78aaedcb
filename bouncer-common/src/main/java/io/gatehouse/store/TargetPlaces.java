package io.gatehouse.store;

import io.gatehouse.decision.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the few targets that are no addresses, so that columns can hold them beside those
 * that are. Numbers are used again once forgotten. Not thread-safe.
 */
public final class TargetPlaces {
  /** Stands in the column of prefix bits for a target that is no address. */
  public static final int NOT_AN_ADDRESS = 255;

  /** What {@link #find} gives for a target without a place. */
  public static final int NONE = -1;

  private final List<@Nullable Target> targets = new ArrayList<>();
  private final Map<Target, Integer> places = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  /** The place of the target, a new one where it has none. */
  public int place(Target target) {
    Integer known = places.get(target);
    if (known != null) {
      return known;
    }
    int place = free.isEmpty() ? targets.size() : free.pop();
    if (place == targets.size()) {
      targets.add(target);
    } else {
      targets.set(place, target);
    }
    places.put(target, place);
    return place;
  }

  /** The place of the target, or {@link #NONE}. */
  public int find(Target target) {
    return places.getOrDefault(target, NONE);
  }

  /** The target at this place, which has one. */
  public Target at(long place) {
    return Objects.requireNonNull(targets.get((int) place));
  }

  /** Gives the place up. */
  public void forget(long place) {
    places.remove(targets.set((int) place, null));
    free.push((int) place);
  }

  /** Gives every place up. */
  public void clear() {
    targets.clear();
    places.clear();
    free.clear();
  }
}
