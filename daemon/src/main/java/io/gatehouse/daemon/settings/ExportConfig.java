package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import java.time.Duration;

/**
 * What an export takes from a bouncer's file, whichever it is: where decisions come from, and where
 * the log goes.
 *
 * @param lapi where decisions come from, and which
 * @param resyncInterval between two full pulls
 * @param log where to write what
 */
public record ExportConfig(LapiSettings lapi, Duration resyncInterval, LogSettings log) {

  /** Reads its keys and leaves the others; problems go to the section's report. */
  public static ExportConfig read(ConfigSection root, Source source) {
    ExportConfig config =
        new ExportConfig(
            LapiSettings.read(root, source),
            root.duration("resync_interval", Duration.ofHours(1), Duration.ofMinutes(1)),
            LogSettings.read(root));
    root.leaveRest();
    return config;
  }
}
