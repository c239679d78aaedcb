package io.gatehouse.daemon.lapi.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of one type, for people and for scripts. */
public record Sheet(SheetType type, Figures figures) {

  /** For people: one table, but one for each bouncer that has reported. */
  public List<SheetTable> tables() {
    return type == SheetType.BOUNCERS ? BouncerTables.of(figures) : List.of(table());
  }

  private SheetTable table() {
    return new SheetTable(
        type.title(),
        Stream.concat(type.names().stream(), type.columns().stream().map(SheetType.Column::heading))
            .toList(),
        figures.below(type.names().size()).entrySet().stream()
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .toList());
  }

  private SheetTable.Row row(List<String> names, Figures counts) {
    return new SheetTable.Row(
        names, type.columns().stream().map(column -> counts.at(column.path())).toList());
  }

  /** For scripts, as upstream nests it: maps in maps, with texts and numbers in them. */
  public Map<String, Object> tree() {
    return type == SheetType.STASH ? stashes() : figures.tree();
  }

  /** The type is no key here, but a text. */
  private Map<String, Object> stashes() {
    Map<String, Object> stashes = new LinkedHashMap<>();
    for (List<String> path : figures.paths()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("Type", path.get(1));
      fields.put("Count", figures.at(path));
      stashes.put(path.get(0), fields);
    }
    return stashes;
  }
}
