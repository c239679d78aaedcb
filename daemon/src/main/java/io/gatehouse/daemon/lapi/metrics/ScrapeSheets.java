package io.gatehouse.daemon.lapi.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sheets that a scrape of a LAPI fills, in upstream's order. */
public final class ScrapeSheets {
  /** What they are asked for by. */
  public static final List<String> TYPES =
      List.of("alerts", "decisions", "lapi", "lapi-bouncer", "lapi-decisions", "lapi-machine");

  private final List<Sample> samples;

  private ScrapeSheets(List<Sample> samples) {
    this.samples = samples;
  }

  /** All of them; a sheet of which nothing was told has no row. */
  public static List<Sheet> of(List<Sample> samples) {
    ScrapeSheets sheets = new ScrapeSheets(samples);
    return List.of(
        sheets.counted("alerts", "Local API Alerts", "cs_alerts", "Count", "reason"),
        sheets.counted(
            "decisions",
            "Local API Decisions",
            "cs_active_decisions",
            "Count",
            "reason",
            "origin",
            "action"),
        sheets.counted(
            "lapi", "Local API Metrics", "cs_lapi_route_requests_total", "Hits", "route", "method"),
        sheets.counted(
            "lapi-bouncer",
            "Local API Bouncers Metrics",
            "cs_lapi_bouncer_requests_total",
            "Hits",
            "bouncer",
            "route",
            "method"),
        sheets.answers(),
        sheets.counted(
            "lapi-machine",
            "Local API Machines Metrics",
            "cs_lapi_machine_requests_total",
            "Hits",
            "machine",
            "route",
            "method"));
  }

  private Sheet counted(String type, String title, String metric, String count, String... labels) {
    Map<List<String>, Long> counts = new TreeMap<>(Sheets.BY_NAMES);
    for (Sample sample : samples) {
      if (sample.name().equals(metric)) {
        counts.merge(names(sample, labels), (long) sample.value(), Long::sum);
      }
    }
    return new Sheet(
        type,
        title,
        List.of(labels).stream().map(Sheets::heading).toList(),
        List.of(count),
        counts.entrySet().stream()
            .map(one -> new Sheet.Row(one.getKey(), List.of(one.getValue())))
            .toList());
  }

  private static List<String> names(Sample sample, String... labels) {
    return List.of(labels).stream().map(sample::label).toList();
  }

  /** Two metrics side by side. */
  private Sheet answers() {
    Map<String, long[]> counts = new TreeMap<>();
    for (Sample sample : samples) {
      int column =
          switch (sample.name()) {
            case "cs_lapi_decisions_ko_total" -> 0;
            case "cs_lapi_decisions_ok_total" -> 1;
            default -> -1;
          };
      if (column >= 0) {
        counts.computeIfAbsent(sample.label("bouncer"), name -> new long[2])[column] +=
            (long) sample.value();
      }
    }
    return new Sheet(
        "lapi-decisions",
        "Local API Bouncers Decisions",
        List.of("Bouncer"),
        List.of("Empty answers", "Non-empty answers"),
        counts.entrySet().stream()
            .map(
                one ->
                    new Sheet.Row(
                        List.of(one.getKey()), List.of(one.getValue()[0], one.getValue()[1])))
            .toList());
  }
}
