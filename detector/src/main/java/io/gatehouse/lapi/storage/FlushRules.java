package io.gatehouse.lapi.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has become too old or too much ({@code db_config.flush}); null or 0 keeps it for ever. An
 * alert with an active decision always stays.
 *
 * @param maxAge of an alert
 * @param maxItems how many alerts stay, the newest
 * @param metricsMaxAge of a usage report
 * @param bouncersWithKey of a bouncer's last pull, for those with an API key
 * @param bouncersWithCertificate likewise, for those with a certificate
 * @param machinesWithPassword of a machine's last heartbeat, for those with a password
 * @param machinesWithCertificate likewise, for those with a certificate
 */
public record FlushRules(
    @Nullable Duration maxAge,
    int maxItems,
    @Nullable Duration metricsMaxAge,
    @Nullable Duration bouncersWithKey,
    @Nullable Duration bouncersWithCertificate,
    @Nullable Duration machinesWithPassword,
    @Nullable Duration machinesWithCertificate) {

  /** Everything stays. */
  public static final FlushRules NONE = new FlushRules(null, 0, null, null, null, null, null);

  /** Usage reports go after 7 days, everything else stays. */
  public static final FlushRules DEFAULT =
      new FlushRules(null, 0, Duration.ofDays(7), null, null, null, null);

  /** The same for alerts of at most this age and number. */
  public FlushRules alerts(@Nullable Duration newMaxAge, int newMaxItems) {
    return new FlushRules(
        newMaxAge,
        newMaxItems,
        metricsMaxAge,
        bouncersWithKey,
        bouncersWithCertificate,
        machinesWithPassword,
        machinesWithCertificate);
  }
}
