package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.settings.ForwardAuthConfig;
import java.util.List;
import java.util.Map;

/**
 * The forward-auth service's file, read and checked.
 *
 * @param config what it says
 * @param warnings what the operator should know, by line
 * @param table the settings in effect, secrets masked
 */
record ForwardAuthFile(ForwardAuthConfig config, List<ConfigProblem> warnings, String table) {

  /**
   * Reads and checks it; nothing else is touched.
   *
   * @throws ConfigException with every problem
   */
  static ForwardAuthFile read(ConfigFile file, Map<String, String> environment)
      throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    ForwardAuthConfig config =
        ForwardAuthConfig.read(file.open(environment, report), ProgramVersion.current().version());
    List<ConfigProblem> warnings = report.finish();
    return new ForwardAuthFile(config, warnings, report.table());
  }

  /** The same, logging at debug level. */
  ForwardAuthFile verbose() {
    return new ForwardAuthFile(config.verbose(), warnings, table);
  }
}
