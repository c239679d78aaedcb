package io.gatehouse.detector.hubtest;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Overflow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which {@code scenario.assert} numbers overflows: descending by scenario and sources.
 *
 * <p>Upstream sorts with Go's {@code sort.Sort}, which keeps the order of equal elements where
 * there are at most 12, and promises nothing beyond. There, any order of equals is accepted that
 * makes the assertions true, if there is one: equals are matched with the places that assertions
 * name (augmenting paths, as in any bipartite matching).
 */
final class OverflowOrder {
  private static final int STABLE = 12;
  private static final Pattern PLACE = Pattern.compile("results\\[(\\d+)]");

  private OverflowOrder() {}

  /** Sorted; equals stay in the order in which they came. */
  static List<Event> sorted(List<Event> overflows) {
    List<Event> sorted = new ArrayList<>(overflows);
    sorted.sort(Comparator.comparing(OverflowOrder::key, Comparator.reverseOrder()));
    return sorted;
  }

  private static String key(Event event) {
    Overflow overflow = event.overflow();
    if (overflow == null || overflow.alerts().isEmpty()) {
      return "";
    }
    String scenario = overflow.alerts().get(0).draft().scenario();
    return scenario + String.join("@", overflow.sources().keySet());
  }

  /** Puts equals of a sorted list where the assertions want them, if the order is anyone's. */
  static List<Event> settled(List<Event> sorted, List<Assertion> assertions, AssertionCheck check) {
    if (sorted.size() <= STABLE) {
      return sorted;
    }
    List<Event> settled = new ArrayList<>(sorted);
    int from = 0;
    while (from < sorted.size()) {
      int to = from + 1;
      while (to < sorted.size() && key(sorted.get(to)).equals(key(sorted.get(from)))) {
        to++;
      }
      if (to - from > 1) {
        settle(settled, from, to, assertions, check);
      }
      from = to;
    }
    return settled;
  }

  private static void settle(
      List<Event> all, int from, int to, List<Assertion> assertions, AssertionCheck check) {
    List<Event> equals = List.copyOf(all.subList(from, to));
    List<List<Assertion>> wanted = new ArrayList<>();
    for (int place = from; place < to; place++) {
      wanted.add(about(place, assertions));
    }
    int[] order =
        matching(
            equals.size(),
            (place, candidate) -> {
              List<Event> tried = new ArrayList<>(all);
              tried.set(from + place, equals.get(candidate));
              check.over(tried);
              return wanted.get(place).stream().allMatch(check::holds);
            });
    for (int place = 0; place < order.length; place++) {
      all.set(from + place, equals.get(order[place]));
    }
  }

  private static List<Assertion> about(int place, List<Assertion> assertions) {
    return assertions.stream().filter(assertion -> isAbout(place, assertion)).toList();
  }

  private static boolean isAbout(int place, Assertion assertion) {
    Matcher named = PLACE.matcher(assertion.text());
    return named.find() && named.group(1).equals(Integer.toString(place));
  }

  /** A candidate for each place; the given order where there is no way to content all. */
  private static int[] matching(int size, BiPredicate<Integer, Integer> fits) {
    boolean[][] allowed = new boolean[size][size];
    for (int place = 0; place < size; place++) {
      for (int candidate = 0; candidate < size; candidate++) {
        allowed[place][candidate] = fits.test(place, candidate);
      }
    }
    int[] placeOf = new int[size];
    Arrays.fill(placeOf, -1);
    int[] order = new int[size];
    for (int place = 0; place < size; place++) {
      order[place] = place;
    }
    for (int place = 0; place < size; place++) {
      if (!augment(place, allowed, placeOf, new boolean[size])) {
        return order;
      }
    }
    for (int candidate = 0; candidate < size; candidate++) {
      order[placeOf[candidate]] = candidate;
    }
    return order;
  }

  private static boolean augment(int place, boolean[][] allowed, int[] placeOf, boolean[] seen) {
    for (int candidate = 0; candidate < placeOf.length; candidate++) {
      if (allowed[place][candidate] && !seen[candidate]) {
        seen[candidate] = true;
        if (placeOf[candidate] < 0 || augment(placeOf[candidate], allowed, placeOf, seen)) {
          placeOf[candidate] = place;
          return true;
        }
      }
    }
    return false;
  }
}
