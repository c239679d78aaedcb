package io.gatehouse.lapi;

import io.gatehouse.decision.DecisionSink;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.lapi.SkippedRows.SkippedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands the rows of one pull to the sink, whatever form they came in, and counts: those that are no
 * decisions are left out, and too many of any kind end the pull.
 */
final class RowTally {
  private static final int MAX_EXAMPLES = 3;

  private final long maxRows;
  private final Instant received;
  private final DecisionSink sink;
  private final WireRow row;
  private final List<SkippedRow> examples = new ArrayList<>();
  private long added;
  private long deleted;
  private long skipped;

  /** Remaining durations count from the instant that the answer was received. */
  RowTally(AnswerLimits limits, Instant received, DecisionSink sink) {
    this.maxRows = limits.maxDecisions();
    this.received = received;
    this.sink = sink;
    this.row = new WireRow(received);
  }

  /** The one row, to be filled and then handed on. */
  WireRow row() {
    return row;
  }

  /** Whether the row, as it was filled, is a decision; to be asked before it is handed on. */
  boolean isDecision() throws AnswerTooLargeException {
    requireRoom();
    return row.tryComplete();
  }

  /** The row is in force. */
  void added() {
    sink.added(row);
    added++;
  }

  /** The row has ended. */
  void deleted() {
    sink.deleted(row);
    deleted++;
  }

  /** The row, which ended on this line, is no decision. */
  void skip(int line) throws AnswerTooLargeException {
    skip(line, row.problem());
  }

  /** Something on this line is no decision. */
  void skip(int line, String reason) throws AnswerTooLargeException {
    requireRoom();
    skipped++;
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(new SkippedRow(line, reason));
    }
  }

  private void requireRoom() throws AnswerTooLargeException {
    if (added + deleted + skipped >= maxRows) {
      throw new AnswerTooLargeException("it has more than " + maxRows + " decisions");
    }
  }

  /** What has been handed on so far. */
  PullSummary summary(Pull pull) {
    SkippedRows left = new SkippedRows(skipped, examples);
    return new PullSummary(pull, received, added, deleted, left, false);
  }
}
