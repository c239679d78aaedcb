package io.gatehouse.daemon.lapi;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code gatehouse metrics}: alone, it shows everything. */
final class MetricsGroup extends LapiGroup {
  private final MetricsShowVerb show = new MetricsShowVerb(this);

  @Option(
      names = {"-u", "--url"},
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where the metrics are; default: as prometheus of the file says.")
  private @Nullable URI url;

  @Option(names = "--no-unit", scope = ScopeType.INHERIT, description = "Whole numbers, not 1.2k.")
  private boolean noUnit;

  MetricsGroup(VerbContext context, LapiAccess access) {
    super(context, access);
  }

  CommandLine line() {
    CommandLine line =
        line(
            "metrics",
            "What detector, LAPI and bouncers have done: show, list.",
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
}
