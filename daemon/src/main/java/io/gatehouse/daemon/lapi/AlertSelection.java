package io.gatehouse.daemon.lapi;

import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which alerts are meant, with upstream's names. */
final class AlertSelection {
  @Mixin final TargetSelection target = new TargetSelection();

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "With a decision of this type, such as ban or captcha.")
  @Nullable String type;

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description = "With a decision from there: cscli, cscli-import, crowdsec, CAPI, lists...")
  @Nullable String origin;

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      converter = Values.Span.class,
      description = "Begun within this time, such as 4h or 7d.")
  @Nullable Duration since;

  @Option(
      names = "--until",
      paramLabel = "SPAN",
      converter = Values.Span.class,
      description = "Begun before this time, such as 4h or 7d.")
  @Nullable Duration until;

  /** As the parameters of {@code GET /v1/alerts}. */
  Query query() {
    return target
        .query("scope")
        .with("decision_type", type)
        .with("origin", origin)
        .with("since", since == null ? null : GoDuration.format(since))
        .with("until", until == null ? null : GoDuration.format(until));
  }
}
