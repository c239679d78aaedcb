package io.gatehouse.daemon.lapi.metrics;

import java.util.Map;

/**
 * One line of a scrape.
 *
 * @param name of the metric
 * @param labels by name
 * @param value as it was sent
 */
public record Sample(String name, Map<String, String> labels, double value) {
  /** Copies the labels. */
  public Sample {
    labels = Map.copyOf(labels);
  }

  String label(String label) {
    return labels.getOrDefault(label, "");
  }
}
