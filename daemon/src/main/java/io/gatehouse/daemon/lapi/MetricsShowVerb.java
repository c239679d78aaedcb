package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.lapi.metrics.Figures;
import io.gatehouse.daemon.lapi.metrics.ScrapeFigures;
import io.gatehouse.daemon.lapi.metrics.Sheet;
import io.gatehouse.daemon.lapi.metrics.SheetType;
import io.gatehouse.daemon.lapi.metrics.UsageTally;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration.UsageEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse metrics show}. */
@Command(
    name = "show",
    description = "Shows metrics: those of the types that are named, else all.",
    footer = {
      "",
      "Types: as `gatehouse metrics list` tells; engine, lapi and appsec stand for several.",
      "-o raw prints YAML.",
      "Examples:",
      "  gatehouse metrics",
      "  gatehouse metrics show acquisition parsers scenarios",
      "  gatehouse metrics show lapi bouncers -o json"
    })
final class MetricsShowVerb extends LapiVerb {
  private final MetricsGroup metrics;

  @Parameters(paramLabel = "TYPE", arity = "0..*", description = "What to show.")
  private List<String> words = List.of();

  MetricsShowVerb(MetricsGroup group) {
    super(group);
    this.metrics = group;
  }

  @Override
  int run(Scene scene) throws Exception {
    Set<SheetType> wanted = wanted();
    Map<SheetType, Figures> figures = new EnumMap<>(SheetType.class);
    if (wanted.stream().anyMatch(type -> type != SheetType.BOUNCERS)) {
      figures.putAll(scraped(scene));
    }
    if (wanted.contains(SheetType.BOUNCERS)) {
      figures.put(SheetType.BOUNCERS, reported(scene));
    }
    List<Sheet> sheets =
        wanted.stream()
            .map(type -> new Sheet(type, figures.getOrDefault(type, new Figures())))
            .toList();
    new SheetPrinter(scene, group().terminal(), metrics.wholeNumbers())
        .print(sheets, !words.isEmpty());
    return 0;
  }

  private Set<SheetType> wanted() {
    if (words.isEmpty()) {
      return EnumSet.allOf(SheetType.class);
    }
    Set<SheetType> wanted = EnumSet.noneOf(SheetType.class);
    for (String word : words) {
      Set<SheetType> meant = SheetType.meantBy(word);
      if (meant.isEmpty()) {
        throw misuse("'" + word + "' is no type; `gatehouse metrics list` tells which there are");
      }
      wanted.addAll(meant);
    }
    return wanted;
  }

  /** Where nothing was named, what bouncers report is shown even if there is no scrape. */
  private Map<SheetType, Figures> scraped(Scene scene) throws ProgramException {
    try {
      return ScrapeFigures.of(Scrape.of(scene.config(), metrics.url()));
    } catch (ProgramException e) {
      if (!words.isEmpty()) {
        throw e;
      }
      scene.err().println(e.getMessage());
      return Map.of();
    }
  }

  private Figures reported(Scene scene) throws ProgramException, AdministrationException {
    Figures figures = new Figures();
    Map<String, UsageTally> bouncers = new HashMap<>();
    try (AdministrationConnection connection = group().administration(scene.config())) {
      for (UsageEntry entry : connection.administration().usageMetrics()) {
        if (entry.source() == UsageSource.REMEDIATION_COMPONENT) {
          bouncers
              .computeIfAbsent(entry.by(), name -> new UsageTally(name, figures))
              .add(entry.payload());
        }
      }
    }
    return figures;
  }
}
