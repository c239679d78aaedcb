package io.gatehouse.daemon.watch;

import io.gatehouse.enforce.Enforcer.Counters;
import java.util.List;

/** What a scrape asks of the firewall. Called from any thread, at every scrape. */
public interface FirewallGauges {

  /** What the kernel has counted, by origin and family; an empty origin stands for all traffic. */
  List<Counters> counters();

  /** Requests made to LAPI since the start. */
  long lapiRequests();

  /** Those of them that failed. */
  long lapiFailures();
}
