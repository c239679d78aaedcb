package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.lapi.metrics.ScrapeSheets;
import io.gatehouse.daemon.lapi.metrics.Sheet;
import io.gatehouse.daemon.lapi.metrics.UsageTally;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration.UsageEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse metrics show}. */
@Command(
    name = "show",
    description = "Shows metrics: those of the types that are named, else all.",
    footer = {
      "",
      "Types: alerts, bouncers, decisions, lapi (stands for all that begin so), lapi-bouncer,"
          + " lapi-decisions,",
      "lapi-machine.",
      "Examples:",
      "  gatehouse metrics",
      "  gatehouse metrics show decisions bouncers",
      "  gatehouse metrics show lapi -o json"
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
    Set<String> wanted = wanted();
    List<Sheet> sheets = new ArrayList<>();
    if (wanted.stream().anyMatch(ScrapeSheets.TYPES::contains)) {
      scraped(scene).stream().filter(s -> wanted.contains(s.type())).forEach(sheets::add);
    }
    if (wanted.contains(MetricsGroup.BOUNCERS)) {
      sheets.addAll(reported(scene));
    }
    new SheetPrinter(scene, group().terminal(), metrics.wholeNumbers()).print(sheets);
    return 0;
  }

  private Set<String> wanted() {
    Set<String> wanted = new LinkedHashSet<>();
    for (String word : words) {
      List<String> meant = MetricsGroup.meantBy(word);
      if (meant.isEmpty()) {
        throw misuse("'" + word + "' is no type; write " + String.join(", ", MetricsGroup.types()));
      }
      wanted.addAll(meant);
    }
    return wanted.isEmpty() ? Set.copyOf(MetricsGroup.types()) : wanted;
  }

  /** Where nothing was named, what bouncers report is shown even if there is no scrape. */
  private List<Sheet> scraped(Scene scene) throws ProgramException {
    try {
      return ScrapeSheets.of(Scrape.of(scene.config(), metrics.url()));
    } catch (ProgramException e) {
      if (!words.isEmpty()) {
        throw e;
      }
      scene.err().println(e.getMessage());
      return List.of();
    }
  }

  private List<Sheet> reported(Scene scene) throws ProgramException, AdministrationException {
    Map<String, UsageTally> bouncers = new TreeMap<>();
    try (AdministrationConnection connection = group().administration(scene.config())) {
      for (UsageEntry entry : connection.administration().usageMetrics()) {
        if (entry.source() == UsageSource.REMEDIATION_COMPONENT) {
          bouncers.computeIfAbsent(entry.by(), name -> new UsageTally()).add(entry.payload());
        }
      }
    }
    return bouncers.entrySet().stream().map(one -> one.getValue().sheet(one.getKey())).toList();
  }
}
