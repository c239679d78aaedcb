package io.gatehouse.daemon.lapi;

import io.gatehouse.net.IpPrefix;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which alerts or decisions are meant by what they are about. */
final class TargetSelection {
  @Option(
      names = {"-i", "--ip"},
      paramLabel = "ADDRESS",
      converter = Values.Prefix.class,
      description = "On this address or a prefix around it.")
  @Nullable IpPrefix ip;

  @Option(
      names = {"-r", "--range"},
      paramLabel = "PREFIX",
      converter = Values.Prefix.class,
      description = "On this prefix or one around it.")
  @Nullable IpPrefix range;

  @Option(
      names = "--contained",
      description = "With -i or -r: on what is inside of it, not around it.")
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

  /**
   * As LAPI's parameters.
   *
   * @param scopeName what the route calls the scope
   */
  Query query(String scopeName) {
    return new Query()
        .with("ip", ip)
        .with("range", range)
        .when(contained && (ip != null || range != null), "contains", "false")
        .with(scopeName, scope)
        .with("value", value)
        .with("scenario", scenario);
  }
}
