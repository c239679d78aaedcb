package io.gatehouse.daemon.lapi;

import io.gatehouse.decision.GoDuration;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which alerts are meant, with upstream's names. */
final class AlertSelection {
  @Option(
      names = {"-i", "--ip"},
      paramLabel = "ADDRESS",
      converter = Values.Prefix.class,
      description = "With a decision on this address.")
  @Nullable IpPrefix ip;

  @Option(
      names = {"-r", "--range"},
      paramLabel = "PREFIX",
      converter = Values.Prefix.class,
      description = "With a decision on this prefix.")
  @Nullable IpPrefix range;

  @Option(
      names = "--contained",
      description = "With -i or -r: decisions inside of it, not those that cover it.")
  boolean contained;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Of this scope, such as Ip or Range.")
  @Nullable String scope;

  @Option(
      names = {"-v", "--value"},
      paramLabel = "VALUE",
      description = "With this value.")
  @Nullable String value;

  @Option(
      names = {"-s", "--scenario"},
      paramLabel = "SCENARIO",
      description = "Of this scenario.")
  @Nullable String scenario;

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
    return new Query()
        .with("ip", ip)
        .with("range", range)
        .when(contained, "contains", "false")
        .with("scope", scope)
        .with("value", value)
        .with("scenario", scenario)
        .with("decision_type", type)
        .with("origin", origin)
        .with("since", since == null ? null : GoDuration.format(since))
        .with("until", until == null ? null : GoDuration.format(until));
  }
}
