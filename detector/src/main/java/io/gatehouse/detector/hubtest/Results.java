package io.gatehouse.detector.hubtest;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.EventTypes;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.ObjectType;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.helper.Helpers;
import io.gatehouse.detector.helper.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What assertions see of a run: {@code results}, in two shapes. */
final class Results {
  /** The extra stage that upstream's dump ends with (crowdsec:pkg/dumps/parser_dump.go). */
  private static final String SUCCESS = "success";

  private static final ObjectType<NodeResult> NODE_RESULT =
      ObjectType.of("ParserResult", NodeResult.class)
          .field("Evt", EventTypes.EVENT, NodeResult::event)
          .flag("Success", NodeResult::success)
          .number("Idx", NodeResult::index);

  private Results() {}

  /**
   * One evaluation of a parser's top-level node.
   *
   * @param event as it was after the node
   * @param success whether the node succeeded
   * @param index the line's number, from 0
   */
  record NodeResult(Event event, boolean success, int index) {}

  /** Evaluations by stage and by the node's name; what never ran is there, and empty. */
  static final class ByStage {
    private final Map<String, Map<String, List<NodeResult>>> stages =
        new Lenient<>(new Lenient<>(List.of()));

    ByStage() {
      stages.put(SUCCESS, new Lenient<>(List.of()));
      results(SUCCESS).put("", new ArrayList<>());
    }

    private Map<String, List<NodeResult>> results(String stage) {
      return stages.computeIfAbsent(stage, added -> new Lenient<>(List.of()));
    }

    void add(String stage, String node, NodeResult result) {
      results(stage).computeIfAbsent(node, added -> new ArrayList<>()).add(result);
    }
  }

  /** A map in which a missing key reads as something empty, as in Go. */
  private static final class Lenient<V> extends HashMap<String, V> {
    private static final long serialVersionUID = 1;

    private final transient V missing;

    Lenient(V missing) {
      this.missing = missing;
    }

    @Override
    public V get(@Nullable Object key) {
      return super.getOrDefault(key, missing);
    }
  }

  /** What {@code parser.assert} may name. */
  static Environment ofParsers(World world) {
    return environment(world, Type.mapOf(Type.mapOf(Type.listOf(NODE_RESULT))));
  }

  /** What {@code scenario.assert} may name. */
  static Environment ofScenarios(World world) {
    return environment(world, Type.listOf(EventTypes.EVENT));
  }

  private static Environment environment(World world, Type results) {
    return Environment.builder()
        .variable("results", results)
        .functions(Helpers.of(world))
        .functions(List.of(Function.text("basename", Results::baseName)))
        .build();
  }

  /** Go's {@code filepath.Base}. */
  private static String baseName(String path) {
    String trimmed = path.replaceAll("/+$", "");
    if (trimmed.isEmpty()) {
      return path.isEmpty() ? "." : "/";
    }
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /** The value of {@code results} for parsers. */
  static Map<String, Map<String, List<NodeResult>>> value(ByStage stages) {
    return stages.stages;
  }
}
