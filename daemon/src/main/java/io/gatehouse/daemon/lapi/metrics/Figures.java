package io.gatehouse.daemon.lapi.metrics;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Figures, each under a path of names such as a source and {@code reads}. No path goes on below a
 * figure. Not thread-safe.
 */
public final class Figures {
  /** Name by name, so that all paths that begin alike stand together. */
  private static final Comparator<List<String>> BY_NAMES =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int order = a.get(i).compareTo(b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  private final SortedMap<List<String>, Long> values = new TreeMap<>(BY_NAMES);

  /** Adds to what is there. */
  void add(long value, List<String> path) {
    values.merge(path, value, Long::sum);
  }

  /** The figure under a path; 0 where there is none. */
  long at(List<String> path) {
    return values.getOrDefault(path, 0L);
  }

  /** Every path, in order. */
  Iterable<List<String>> paths() {
    return values.keySet();
  }

  /** What is under each beginning of so many names, in order. */
  Map<List<String>, Figures> below(int names) {
    Map<List<String>, Figures> below = new LinkedHashMap<>();
    values.forEach(
        (path, value) ->
            below
                .computeIfAbsent(path.subList(0, names), each -> new Figures())
                .add(value, path.subList(names, path.size())));
    return below;
  }

  /** Maps in maps, with a {@link Long} where a path ends. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    below(1)
        .forEach(
            (name, rest) ->
                tree.put(name.get(0), rest.isLeaf() ? rest.at(List.of()) : rest.tree()));
    return tree;
  }

  private boolean isLeaf() {
    return values.containsKey(List.<String>of());
  }
}
