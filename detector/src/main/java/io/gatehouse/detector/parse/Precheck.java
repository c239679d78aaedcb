package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.FieldTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Comparisons that a filter begins with, done without the filter: most filters are settled by one
 * look into a map.
 */
record Precheck(List<Test> tests) {

  /** A field and the values of which it must be one. */
  private record Test(Function<Event, String> field, Set<String> values) {
    boolean holds(Event event) {
      return values.contains(field.apply(event));
    }
  }

  /** Those of a filter's comparisons whose field is known here. */
  static Precheck of(List<FieldTest> requirements) {
    List<Test> tests = new ArrayList<>();
    for (FieldTest each : requirements) {
      field(each.path()).ifPresent(field -> tests.add(new Test(field, each.values())));
    }
    return new Precheck(List.copyOf(tests));
  }

  /** False where the filter would be false. */
  boolean mayHold(Event event) {
    for (int i = 0; i < tests.size(); i++) {
      if (!tests.get(i).holds(event)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Function<Event, String>> field(String path) {
    String[] parts = path.split("\\.", 4);
    String head = parts.length > 1 ? parts[0] + "." + parts[1] : path;
    if (parts.length == 3) {
      String key = parts[2];
      return switch (head) {
        case "evt.Parsed" -> Optional.of(event -> event.parsed().getOrDefault(key, ""));
        case "evt.Meta" -> Optional.of(event -> event.meta().getOrDefault(key, ""));
        case "evt.Enriched" -> Optional.of(event -> event.enriched().getOrDefault(key, ""));
        default ->
            head.equals("evt.Line") && key.equals("Module")
                ? Optional.of(event -> event.line().module())
                : Optional.empty();
      };
    }
    if (parts.length == 4 && head.equals("evt.Line") && parts[2].equals("Labels")) {
      String key = parts[3];
      return Optional.of(event -> event.line().labels().getOrDefault(key, ""));
    }
    return Optional.empty();
  }
}
