package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.daemon.settings.LogSettings;
import java.util.List;
import java.util.Map;

/**
 * The firewall's file, read and checked.
 *
 * @param config what it says
 * @param warnings what the operator should know, by line
 * @param table the settings in effect, secrets masked
 */
record FirewallFile(FirewallConfig config, List<ConfigProblem> warnings, String table) {

  /**
   * Reads and checks it; nothing else is touched.
   *
   * @throws ConfigException with every problem
   */
  static FirewallFile read(ConfigFile file, Map<String, String> environment, Source source)
      throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.WARN);
    FirewallConfig config = FirewallConfig.read(file.open(environment, report), source);
    List<ConfigProblem> warnings = report.finish();
    return new FirewallFile(config, warnings, report.table());
  }

  /** The same, logging otherwise. */
  FirewallFile withLog(LogSettings log) {
    return new FirewallFile(config.withLog(log), warnings, table);
  }
}
