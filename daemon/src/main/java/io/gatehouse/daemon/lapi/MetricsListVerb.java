package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Table;
import io.gatehouse.daemon.lapi.metrics.SheetType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code gatehouse metrics list}. */
@Command(
    name = "list",
    description = "Lists the types of metrics that can be shown.",
    footer = {"", "-o raw prints YAML.", "Examples:", "  gatehouse metrics list"})
final class MetricsListVerb extends LapiVerb {
  MetricsListVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) {
    switch (scene.form()) {
      case human -> table().print(scene.out(), group().terminal());
      case json -> JsonOutput.print(scene.out(), json -> JsonOutput.tree(json, types()));
      case raw -> YamlOutput.print(scene.out(), types());
    }
    return 0;
  }

  private static Table table() {
    Table table = new Table("Type", "Title", "Description");
    for (SheetType type : SheetType.values()) {
      table.row(type.word(), type.title(), type.description());
    }
    return table;
  }

  private static List<Map<String, Object>> types() {
    List<Map<String, Object>> types = new ArrayList<>();
    for (SheetType type : SheetType.values()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", type.word());
      fields.put("title", type.title());
      fields.put("description", type.description());
      types.add(fields);
    }
    return types;
  }
}
