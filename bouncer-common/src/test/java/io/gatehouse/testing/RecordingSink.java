package io.gatehouse.testing;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that writes down, a line each, what it is told. Readable from any thread. */
public final class RecordingSink implements DecisionSink {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile boolean failing;

  /**
   * {@code begin FULL}, {@code +1 192.0.2.1 ban crowdsec crowdsecurity/ssh-bf
   * 2026-01-01T04:00:00Z}, the same with {@code -} where deleted, {@code commit}, {@code abort}.
   */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** The rows alone, without {@code begin} and the like. */
  public List<String> rows() {
    return lines.stream().filter(line -> line.startsWith("+") || line.startsWith("-")).toList();
  }

  /** Makes the next row fail, once, as a defect in a sink would. */
  public void failNextRow() {
    failing = true;
  }

  @Override
  public void begin(Pull pull) {
    lines.add("begin " + pull);
  }

  @Override
  public void added(DecisionRow row) {
    if (failing) {
      failing = false;
      throw new IllegalStateException("the sink was told to fail");
    }
    lines.add("+" + textOf(row));
  }

  @Override
  public void deleted(DecisionRow row) {
    lines.add("-" + textOf(row));
  }

  @Override
  public Outcome commit() {
    lines.add("commit");
    return Outcome.ACCEPTED;
  }

  @Override
  public void abort() {
    lines.add("abort");
  }

  private static String textOf(DecisionRow row) {
    DecisionKind kind = row.kind();
    return String.join(
        " ",
        Long.toString(row.id()),
        row.isAddress() ? row.target().value() : row.target().scope() + ":" + row.target().value(),
        kind.remediation().word(),
        kind.origin().word(),
        kind.scenario(),
        Instant.ofEpochSecond(row.untilEpochSecond()).toString());
  }
}
