package io.gatehouse.detector.scenario;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns the first time that something of a kind is wrong with a scenario, and then tells at DEBUG.
 */
final class ScenarioWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(ScenarioWarnings.class);

  private final Set<String> said = new HashSet<>();
  private final BucketListener listener;

  ScenarioWarnings(BucketListener listener) {
    this.listener = listener;
  }

  void say(Scenario scenario, String kind, String reason) {
    listener.failed(scenario, kind + ": " + reason);
    if (said.add(kind + '\0' + scenario.name())) {
      LOG.warn("scenario {}: {}: {} (told once; more at DEBUG)", scenario.name(), kind, reason);
    } else {
      LOG.debug("scenario {}: {}: {}", scenario.name(), kind, reason);
    }
  }
}
