package io.gatehouse.detector.scenario;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says the first time of each scenario and kind that something is wrong, and then only whispers.
 */
final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  private final Set<String> said = new HashSet<>();
  private final BucketListener listener;

  Complaints(BucketListener listener) {
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
