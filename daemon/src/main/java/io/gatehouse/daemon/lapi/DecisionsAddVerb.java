package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.decision.Scope;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse decisions add}. */
@Command(
    name = "add",
    description = "Decides by hand: bans an address, unless said otherwise, for four hours.",
    footer = {
      "",
      "Examples:",
      "  gatehouse decisions add -i 192.0.2.7",
      "  gatehouse decisions add -r 192.0.2.0/24 -d 7d -R 'scanning'",
      "  gatehouse decisions add --scope Country -v FR -t captcha"
    })
final class DecisionsAddVerb extends LapiVerb {
  @Option(
      names = {"-i", "--ip"},
      paramLabel = "ADDRESS",
      converter = Values.Prefix.class,
      description = "The address; the same as --scope Ip -v ADDRESS.")
  private @Nullable IpPrefix ip;

  @Option(
      names = {"-r", "--range"},
      paramLabel = "PREFIX",
      converter = Values.Prefix.class,
      description = "The prefix; the same as --scope Range -v PREFIX.")
  private @Nullable IpPrefix range;

  @Option(
      names = {"-v", "--value"},
      paramLabel = "VALUE",
      description = "The value, of whatever the scope is.")
  private @Nullable String value;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      defaultValue = "Ip",
      description = "What VALUE is: Ip, Range, Country, AS or any other word; default: Ip.")
  private String scope = "Ip";

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "SPAN",
      defaultValue = "4h",
      converter = Values.Span.class,
      description = "For how long, such as 30m, 4h or 7d; default: 4h.")
  private Duration duration = Duration.ofHours(4);

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      defaultValue = "ban",
      description = "ban, captcha or any other word that a bouncer knows; default: ban.")
  private String type = "ban";

  @Option(
      names = {"-R", "--reason"},
      paramLabel = "TEXT",
      description = "Why; default: manual 'TYPE' from 'LOGIN'.")
  private @Nullable String reason;

  @Option(
      names = {"-B", "--bypass-allowlist"},
      description = "Even if an allow list has it. There are no allow lists yet.")
  @SuppressWarnings("UnusedVariable") // a flag of scripts that were written for cscli
  private boolean bypassAllowlist;

  DecisionsAddVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    AlertSource target = target();
    try (LapiConnection lapi = group().lapi(scene.config())) {
      String why = reason == null ? "manual '" + type + "' from '" + lapi.login() + "'" : reason;
      AlertDecision decision =
          new AlertDecision(0, "cscli", type, target.scope(), target.value(), why, duration, false);
      List<Long> ids =
          lapi.push(
              List.of(
                  Alerts.byHand(
                      why, why, target, List.of(decision), group().context().time().instant())));
      if (ids.isEmpty()) {
        throw new ProgramException(
            "decisions: LAPI took no decision on %s:%s; is the value one of that scope?"
                .formatted(target.scope(), target.value()));
      }
    }
    scene.err().println("Decision successfully added");
    return 0;
  }

  private AlertSource target() {
    if (ip != null && range == null && value == null) {
      return source(ip.isHost() ? Scope.IP : Scope.RANGE, ip);
    }
    if (range != null && ip == null && value == null) {
      return source(Scope.RANGE, range);
    }
    if (value == null || value.isEmpty() || ip != null || range != null) {
      throw misuse("one value is needed: give -i ADDRESS, -r PREFIX, or --scope and -v VALUE");
    }
    String wanted = value;
    Scope of = Scope.of(scope);
    if (!of.isAddress()) {
      return AlertSource.of(of.word(), wanted);
    }
    return source(
        of,
        IpPrefix.tryParse(wanted)
            .orElseThrow(() -> misuse("'" + wanted + "' is no IP address or prefix")));
  }

  private static AlertSource source(Scope scope, IpPrefix prefix) {
    String text = prefix.toString();
    String ip = scope.equals(Scope.IP) ? text : "";
    String range = scope.equals(Scope.RANGE) ? text : "";
    return new AlertSource(scope.word(), text, ip, range, "", "", "", null, null);
  }
}
