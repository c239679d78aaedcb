package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;

/**
 * Takes found alerts one after the other.
 *
 * @param <X> what it throws; ends the search
 */
@FunctionalInterface
public interface AlertSink<X extends Exception> {
  /** One alert, with its events, context and decisions. */
  void found(Alert alert) throws X;
}
