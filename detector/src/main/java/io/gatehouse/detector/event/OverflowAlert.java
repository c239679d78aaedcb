package io.gatehouse.detector.event;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.Meta;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An alert while postoverflows look at it: all that LAPI will be told, a source that may still
 * change, and the scenario's labels.
 */
public final class OverflowAlert {
  private final Alert alert;
  private final Source source;
  private final Map<String, @Nullable Object> labels;

  /**
   * An alert.
   *
   * @param alert all but its source, which is taken from {@code source} in the end
   * @param source whom it is about; the overflow holds the same object
   * @param labels of the scenario
   */
  public OverflowAlert(Alert alert, Source source, Map<String, @Nullable Object> labels) {
    this.alert = alert;
    this.source = source;
    this.labels = labels;
  }

  /** All but the source. */
  public Alert draft() {
    return alert;
  }

  /** Whom it is about. */
  public Source source() {
    return source;
  }

  /** Labels of the scenario. */
  public Map<String, @Nullable Object> labels() {
    return labels;
  }

  /** As it goes to LAPI. */
  public Alert toAlert() {
    return alert.withSource(source.toAlertSource());
  }

  /** The first value of that name among the events' meta that is not empty. */
  Optional<String> meta(String key) {
    return alert.events().stream()
        .map(event -> meta(event, key))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  static String meta(AlertEvent event, String key) {
    for (Meta pair : event.meta()) {
      if (pair.key().equals(key)) {
        return pair.value();
      }
    }
    return "";
  }

  OverflowAlert copy(Source copied) {
    return new OverflowAlert(alert, copied, labels);
  }
}
