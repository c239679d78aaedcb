package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse alerts flush}. */
@Command(
    name = "flush",
    description = "Deletes old alerts, on the LAPI's own host. Those with an active decision stay.",
    footer = {
      "",
      "Examples:",
      "  gatehouse alerts flush",
      "  gatehouse alerts flush --max-items 1000 --max-age 24h"
    })
final class AlertsFlushVerb extends AdministrationVerb {
  @Option(
      names = "--max-items",
      paramLabel = "N",
      description = "Keep at most the newest N; default: 5000.")
  private int maxItems = 5_000;

  @Option(
      names = "--max-age",
      paramLabel = "SPAN",
      converter = Values.Span.class,
      description = "Keep none that is older; default: 7d.")
  private Duration maxAge = Duration.ofDays(7);

  AlertsFlushVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws AdministrationException {
    if (maxItems < 1) {
      throw misuse("--max-items is " + maxItems + "; write 1 or more, or `alerts delete --all`");
    }
    Deletions.tell(scene, administration.flushAlerts(maxAge, maxItems), "alert(s) flushed");
    return 0;
  }
}
