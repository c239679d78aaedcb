package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.ChangeCursor;
import io.gatehouse.enforce.DesiredMeasures;
import io.gatehouse.enforce.Plan;

/**
 * What to do next. A view on the desired measures: nothing is copied.
 *
 * @param puttingInForce whether rules are to look at the maps when they are filled
 */
record NftablesPlan(
    Kind kind,
    boolean puttingInForce,
    boolean replacingGuards,
    DesiredMeasures desired,
    Observation observed,
    PlanText text)
    implements Plan {

  /** How. */
  enum Kind {
    /** Fill a new generation of maps. */
    NEW_GENERATION,
    /** Change elements. */
    CHANGES,
    /** Do nothing yet: a set that is in force already is filled when all is known. */
    WAIT
  }

  static NftablesPlan of(DesiredMeasures desired, Observation observed, PlanText text) {
    boolean known = observed.basis().isPresent() && observed.basis().getAsLong() == desired.basis();
    boolean waits = !desired.complete() && text.layout().hasSetOnly();
    Kind kind = waits ? Kind.WAIT : known ? Kind.CHANGES : Kind.NEW_GENERATION;
    return new NftablesPlan(
        kind,
        desired.complete() && !(known && observed.inForce()),
        !(known && observed.guarded().equals(desired.guarded())),
        desired,
        observed,
        text);
  }

  @Override
  public boolean isEmpty() {
    return switch (kind) {
      case WAIT -> true;
      case NEW_GENERATION -> false;
      case CHANGES -> cost() == 0 && !puttingInForce && !replacingGuards;
    };
  }

  @Override
  public long cost() {
    return switch (kind) {
      case WAIT -> 0;
      case NEW_GENERATION -> desired.size();
      case CHANGES -> desired.changeCount();
    };
  }

  @Override
  public String summary() {
    String force = puttingInForce ? ", then put in force" : "";
    return switch (kind) {
      case WAIT -> "waiting for the first pull to end";
      case NEW_GENERATION ->
          String.format(
              "fill generation %d with %,d elements%s",
              observed.generation(), desired.size(), force);
      case CHANGES -> changes() + (replacingGuards ? ", new guards" : "") + force;
    };
  }

  private String changes() {
    long added = 0;
    long removed = 0;
    long refreshed = 0;
    ChangeCursor changes = desired.changes();
    while (changes.next()) {
      switch (changes.change()) {
        case ADDED -> added++;
        case REMOVED -> removed++;
        case REFRESHED -> refreshed++;
      }
    }
    return String.format("+%,d -%,d refresh %,d", added, removed, refreshed);
  }

  @Override
  public String rendering() {
    return text.of(this);
  }
}
