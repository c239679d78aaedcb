package io.gatehouse.detector.acquire;

import io.gatehouse.detector.event.Event;
import java.util.List;

/**
 * Lines of one source, in their order. Whoever has dealt with all of them gives the receipt; what
 * has none is read again after a restart.
 *
 * @param events the lines
 * @param receipt to be given, or kept until it can be; the batch need not be kept for it
 */
public record LineBatch(List<Event> events, Receipt receipt) {

  LineBatch(List<Event> events) {
    this(events, new Receipt());
  }
}
