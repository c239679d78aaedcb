package io.gatehouse.lapi.active;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The kinds of one log. The writer adds; any thread counts. Never forgets; a new log does. */
final class Kinds {
  private final Map<Kind.Key, Kind> kinds = new ConcurrentHashMap<>();

  Kind of(Kind.Key key) {
    return kinds.computeIfAbsent(key, unknown -> new Kind(unknown, kinds.size()));
  }

  List<ActiveCount> counts() {
    Map<ActiveCount, Integer> sums =
        kinds.values().stream()
            .filter(kind -> !kind.key().simulated())
            .collect(Collectors.groupingBy(Kinds::line, Collectors.summingInt(Kinds::live)));
    return sums.entrySet().stream()
        .filter(sum -> sum.getValue() > 0)
        .map(sum -> sum.getKey().of(sum.getValue()))
        .sorted(
            Comparator.comparing(ActiveCount::reason)
                .thenComparing(ActiveCount::origin)
                .thenComparing(ActiveCount::action))
        .toList();
  }

  private static ActiveCount line(Kind kind) {
    Kind.Key key = kind.key();
    return new ActiveCount(key.scenario(), key.origin(), key.type(), 0);
  }

  private static int live(Kind kind) {
    return kind.live().get();
  }
}
