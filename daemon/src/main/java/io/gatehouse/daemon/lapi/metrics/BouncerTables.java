package io.gatehouse.daemon.lapi.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What bouncers have reported, a table for each: a row for each origin, and their sum, in which is
 * also what was told without an origin. Whatever was reported is a column.
 */
final class BouncerTables {
  private static final String TOTAL = "Total";

  /** As upstream explains them. */
  private static final Map<String, String> ORIGINS =
      Map.of(
          "CAPI", "CAPI (community blocklist)",
          "cscli", "cscli (manual decisions)",
          "crowdsec", "crowdsec (security engine)");

  private final String bouncer;
  private final Figures byOrigin;
  private final Figures total = new Figures();
  private final SortedSet<Measured> columns = new TreeSet<>();

  private BouncerTables(String bouncer, Figures byOrigin) {
    this.bouncer = bouncer;
    this.byOrigin = byOrigin;
    for (List<String> path : byOrigin.paths()) {
      List<String> measured = path.subList(1, path.size());
      total.add(byOrigin.at(path), measured);
      columns.add(new Measured(measured.get(0), measured.get(1)));
    }
  }

  /** Something that is counted, and in what. */
  private record Measured(String name, String unit) implements Comparable<Measured> {
    @Override
    public int compareTo(Measured other) {
      int order = name.compareTo(other.name);
      return order == 0 ? unit.compareTo(other.unit) : order;
    }

    List<String> path() {
      return List.of(name, unit);
    }

    String heading() {
      String units = unit.equals("ip") ? "IPs" : unit + "s";
      return name.replaceFirst("_gauge$", "") + " " + units;
    }
  }

  /** Of figures by bouncer, origin, name and unit. */
  static List<SheetTable> of(Figures figures) {
    return figures.below(1).entrySet().stream()
        .map(entry -> new BouncerTables(entry.getKey().get(0), entry.getValue()).table())
        .toList();
  }

  private SheetTable table() {
    List<String> headings = new ArrayList<>(List.of("Origin"));
    columns.forEach(column -> headings.add(column.heading()));
    List<SheetTable.Row> rows = new ArrayList<>();
    byOrigin
        .below(1)
        .forEach(
            (origin, counts) -> {
              if (!origin.get(0).isEmpty()) {
                rows.add(row(ORIGINS.getOrDefault(origin.get(0), origin.get(0)), counts));
              }
            });
    rows.add(row(TOTAL, total));
    return new SheetTable(SheetType.BOUNCERS.title() + " (" + bouncer + ")", headings, rows);
  }

  private SheetTable.Row row(String name, Figures counts) {
    return new SheetTable.Row(
        List.of(name), columns.stream().map(column -> counts.at(column.path())).toList());
  }
}
