package io.gatehouse.enforce;

/** Where a feed sends its letters. */
sealed interface MeasureReceiver permits EnforcerLoop, MeasurePreview {

  /** Name of the enforcement point, for logs. */
  String name();

  /** Takes a letter; any thread. */
  void send(Letter letter);
}
