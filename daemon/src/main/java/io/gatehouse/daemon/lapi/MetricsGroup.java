package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.lapi.metrics.ScrapeSheets;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code gatehouse metrics}: alone, it shows everything. */
final class MetricsGroup extends LapiGroup {
  /** What bouncers report is kept by LAPI, and is in no scrape. */
  static final String BOUNCERS = "bouncers";

  /** Upstream's word for several. */
  private static final String ALIAS = "lapi";

  private final MetricsShowVerb show = new MetricsShowVerb(this);

  @Option(
      names = {"-u", "--url"},
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where the metrics are; default: as prometheus of the file says.")
  private @Nullable URI url;

  @Option(names = "--no-unit", scope = ScopeType.INHERIT, description = "Whole numbers, not 1.2k.")
  private boolean noUnit;

  MetricsGroup(Surroundings surroundings, LapiAccess access) {
    super(surroundings, access);
  }

  CommandLine line() {
    CommandLine line =
        line(
            "metrics",
            "What the LAPI and its bouncers have done: show, list.",
            List.of(show, new MetricsListVerb(this)));
    line.getCommandSpec().usageMessage().synopsisSubcommandLabel("[VERB]");
    return line;
  }

  @Override
  public Integer call() throws Exception {
    return show.call();
  }

  Optional<URI> url() {
    return Optional.ofNullable(url);
  }

  boolean wholeNumbers() {
    return noUnit;
  }

  /** Every type, by name. */
  static List<String> types() {
    return Stream.concat(ScrapeSheets.TYPES.stream(), Stream.of(BOUNCERS)).sorted().toList();
  }

  /** The types that a word stands for; none for an unknown one. */
  static List<String> meantBy(String word) {
    return types().stream()
        .filter(type -> type.equals(word) || (word.equals(ALIAS) && type.startsWith(ALIAS)))
        .toList();
  }
}
