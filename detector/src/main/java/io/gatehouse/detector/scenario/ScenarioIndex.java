package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.FieldTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scenarios whose filter may be true. Nearly every filter asks for a field to have one of
 * a few values, such as {@code evt.Meta.log_type == 'ssh_failed-auth'}; each scenario is filed
 * under the one of its demands that it shares with the fewest others. Immutable.
 */
final class ScenarioIndex {
  private static final int[] NONE = {};

  private final List<Drawer> drawers;
  private final int[] always;
  private final boolean[] effects;

  /** Scenarios by the value of one field. */
  private record Drawer(EventField field, Map<String, int[]> byValue) {

    int[] of(Event event) {
      String value = field.of(event);
      int[] found = value == null ? null : byValue.get(value);
      return found == null ? NONE : found;
    }
  }

  /** A demand, and how it reads the field. */
  private record Demand(EventField field, FieldTest test) {}

  ScenarioIndex(List<Scenario> scenarios) {
    List<List<Demand>> demands = scenarios.stream().map(ScenarioIndex::demands).toList();
    Map<String, Integer> uses = uses(demands);
    Map<EventField, Map<String, List<Integer>>> filed = new LinkedHashMap<>();
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < demands.size(); i++) {
      int number = i;
      Optional<Demand> best = demands.get(i).stream().min(Comparator.comparing(d -> cost(d, uses)));
      if (best.isEmpty()) {
        rest.add(i);
      }
      best.ifPresent(demand -> file(filed, demand, number));
    }
    drawers = filed.entrySet().stream().map(e -> drawer(e.getKey(), e.getValue())).toList();
    always = numbers(rest);
    effects = new boolean[scenarios.size()];
    for (int i = 0; i < effects.length; i++) {
      effects[i] = hasEffect(scenarios.get(i));
    }
  }

  private static List<Demand> demands(Scenario scenario) {
    String text = scenario.filter.toString();
    int effect = Language.firstEffect(text);
    List<Demand> demands = new ArrayList<>();
    for (FieldTest test : scenario.filter.requirements()) {
      int place = text.indexOf(test.path());
      boolean before = place >= 0 && place < effect; // what stands after one must not be skipped
      if (before && !test.values().contains("")) {
        EventField.of(test.path()).ifPresent(field -> demands.add(new Demand(field, test)));
      }
    }
    return demands;
  }

  private static Map<String, Integer> uses(List<List<Demand>> demands) {
    Map<String, Integer> uses = new HashMap<>();
    for (List<Demand> each : demands) {
      for (Demand demand : each) {
        demand.test().values().forEach(value -> uses.merge(key(demand, value), 1, Integer::sum));
      }
    }
    return uses;
  }

  private static int cost(Demand demand, Map<String, Integer> uses) {
    return demand.test().values().stream()
        .mapToInt(value -> uses.getOrDefault(key(demand, value), 0))
        .sum();
  }

  private static String key(Demand demand, String value) {
    return demand.test().path() + "\0" + value;
  }

  private static void file(
      Map<EventField, Map<String, List<Integer>>> filed, Demand demand, int number) {
    Map<String, List<Integer>> byValue =
        filed.computeIfAbsent(demand.field(), field -> new HashMap<>());
    for (String value : demand.test().values()) {
      byValue.computeIfAbsent(value, any -> new ArrayList<>()).add(number);
    }
  }

  private static Drawer drawer(EventField field, Map<String, List<Integer>> byValue) {
    Map<String, int[]> numbers = new HashMap<>();
    byValue.forEach((value, list) -> numbers.put(value, numbers(list)));
    return new Drawer(field, numbers);
  }

  private static int[] numbers(Collection<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean hasEffect(Scenario scenario) {
    return effectful(
        scenario.filter,
        scenario.groupBy,
        scenario.distinct,
        scenario.cancelOn,
        scenario.condition,
        scenario.overflowFilter,
        scenario.scope.expression());
  }

  private static boolean effectful(io.gatehouse.detector.expr.@Nullable Expression... expressions) {
    return Arrays.stream(expressions).anyMatch(Language::hasEffect);
  }

  /** Numbers of the scenarios that the event may be for, ascending, each once. */
  int[] candidates(Event event) {
    int[] found = always;
    for (Drawer drawer : drawers) {
      int[] more = drawer.of(event);
      if (more.length > 0) {
        found = found.length == 0 ? more : merged(found, more);
      }
    }
    return found;
  }

  /** Both sorted and without a common number, because a scenario is in one drawer only. */
  private static int[] merged(int[] left, int[] right) {
    int[] all = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    Arrays.sort(all);
    return all;
  }

  /** Whether a scenario's expressions may change the event, so that others become candidates. */
  boolean changesEvents(int number) {
    return effects[number];
  }
}
