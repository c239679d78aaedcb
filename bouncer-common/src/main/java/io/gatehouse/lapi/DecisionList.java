package io.gatehouse.lapi;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps the few decisions of a live answer as objects. */
final class DecisionList implements DecisionSink {
  private final List<Decision> decisions = new ArrayList<>();

  List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  @Override
  public void begin(Pull pull) {}

  @Override
  public void added(DecisionRow row) {
    Instant until = Instant.ofEpochSecond(row.untilEpochSecond());
    decisions.add(new Decision(row.id(), row.kind(), row.target(), until));
  }

  @Override
  public void deleted(DecisionRow row) {}

  @Override
  public Outcome commit() {
    return Outcome.ACCEPTED;
  }

  @Override
  public void abort() {}
}
