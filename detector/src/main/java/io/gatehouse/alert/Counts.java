package io.gatehouse.alert;

import io.gatehouse.alert.AlertException.Kind;

/** How many things one text has brought so far, held against its {@link AlertLimits}. */
final class Counts {
  private final AlertLimits limits;
  private int alerts;
  private int decisions;
  private int events;
  private int metas;

  Counts(AlertLimits limits) {
    this.limits = limits;
  }

  void alert() throws AlertException {
    require(++alerts <= limits.alerts(), limits.alerts(), "alerts");
  }

  void decision() throws AlertException {
    require(++decisions <= limits.decisions(), limits.decisions(), "decisions");
  }

  void event() throws AlertException {
    require(++events <= limits.events(), limits.events(), "events");
  }

  void meta() throws AlertException {
    require(++metas <= limits.metas(), limits.metas(), "metas");
  }

  private static void require(boolean fits, int limit, String what) throws AlertException {
    if (!fits) {
      throw new AlertException(
          Kind.MALFORMED, "more than " + limit + " " + what + " at once; send them in parts");
    }
  }
}
