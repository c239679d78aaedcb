package io.gatehouse.lapi;

import io.gatehouse.decision.DecisionSink.Pull;
import java.time.Instant;

/**
 * What one pull brought.
 *
 * @param pull full or delta
 * @param received when the answer began to arrive; remaining durations count from here
 * @param added rows handed on as in force
 * @param deleted rows handed on as ended
 * @param skipped rows that were no decisions
 * @param isDoubtful whether only another full pull is sure to bring everything: the sink doubts
 *     this one, or the request went out twice and the first answer, which was lost, may have held
 *     more
 */
public record PullSummary(
    Pull pull,
    Instant received,
    long added,
    long deleted,
    SkippedRows skipped,
    boolean isDoubtful) {

  PullSummary withDoubt() {
    return new PullSummary(pull, received, added, deleted, skipped, true);
  }
}
