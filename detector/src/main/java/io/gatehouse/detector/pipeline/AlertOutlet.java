package io.gatehouse.detector.pipeline;

import io.gatehouse.alert.Alert;
import java.util.List;

/** Where alerts go. */
public interface AlertOutlet extends AutoCloseable {

  /** Takes what an overflow has become; returns soon. The pipeline's thread only. */
  void take(List<Alert> alerts);

  /**
   * Puts what nobody has acknowledged yet where a restart finds it; lines are forgotten only
   * afterwards. The pipeline's thread only.
   */
  void save();

  /** How many alerts nobody has acknowledged yet. Any thread. */
  int pending();

  /** How many alerts were given up, refused or pushed out. Any thread. */
  long lost();

  /** Sends what can be sent without waiting long, saves the rest and lets go. */
  @Override
  void close();
}
