package io.gatehouse.detector.pipeline;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which scenarios' decisions are for show: {@code simulation.yaml}.
 *
 * @param all whether those that are not named are
 * @param exclusions names for which the opposite holds
 */
public record Simulation(boolean all, Set<String> exclusions) implements Predicate<String> {
  /** Everything is meant. */
  public static final Simulation OFF = new Simulation(false, Set.of());

  /** Copies the set. */
  public Simulation {
    exclusions = Set.copyOf(exclusions);
  }

  /**
   * Reads the file and its {@code .local} overlay; {@link #OFF} where there is none.
   *
   * @throws ConfigException with every problem, by line
   */
  public static Simulation read(Path file) throws ConfigException {
    if (!Files.exists(file)) {
      return OFF;
    }
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    ConfigSection section = ConfigFile.read(file).open(Map.of(), report);
    boolean all = section.flag("simulation", false);
    Set<String> exclusions = Set.copyOf(section.texts("exclusions", List.of()));
    report.finish();
    return new Simulation(all, exclusions);
  }

  @Override
  public boolean test(String scenario) {
    return all != exclusions.contains(scenario);
  }
}
