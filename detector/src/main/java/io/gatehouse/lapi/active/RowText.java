package io.gatehouse.lapi.active;

import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes rows as JSON: only the remaining time and the id are made anew, the rest is copied. The
 * time is in whole seconds, halves away from zero, as Go rounds; but at least one for what is live
 * (bouncers take 0 for "for ever") and at most zero for what is removed.
 */
final class RowText {
  private static final byte[] BEFORE_DURATION = JsonText.ascii("{\"duration\":\"");
  private static final byte[] BEFORE_ID = JsonText.ascii("\",\"id\":");
  private static final byte[] END = JsonText.ascii("\"}");

  /** The longest duration and id, and everything that is the same in every row. */
  private static final int FIXED_LENGTH = 96;

  private final Rows rows;
  private final long nowMillis;
  private final boolean withUuid;
  private byte[] duration = {};
  private long durationSeconds = Long.MIN_VALUE;

  RowText(Rows rows, Instant now, boolean withUuid) {
    this.rows = rows;
    this.nowMillis = now.toEpochMilli();
    this.withUuid = withUuid;
  }

  /** More bytes than the row will take. */
  int maxLength(int address) {
    Chunk chunk = rows.chunk(address);
    int row = Rows.row(address);
    return FIXED_LENGTH
        + chunk.kinds[row].streamText().length
        + chunk.textEnds[row]
        - chunk.textStart(row);
  }

  void put(int address, Page page) {
    Chunk chunk = rows.chunk(address);
    int row = Rows.row(address);
    Kind kind = chunk.kinds[row];
    int start = withUuid ? chunk.textStart(row) : chunk.valueStart(row);
    page.put(BEFORE_DURATION);
    page.put(durationOf(address));
    page.put(BEFORE_ID);
    page.putDecimal(chunk.ids[row]);
    page.put(withUuid ? kind.streamText() : kind.liveText());
    page.put(chunk.text, start, chunk.textEnds[row] - start);
    page.put(END);
  }

  private byte[] durationOf(int address) {
    long seconds =
        rows.removed(address) == 0
            ? Math.max(1, rounded(rows.until(address) - nowMillis))
            : Math.min(0, rounded(rows.ended(address) - nowMillis));
    if (seconds != durationSeconds) {
      durationSeconds = seconds;
      duration = JsonText.ascii(GoDuration.format(Duration.ofSeconds(seconds)));
    }
    return duration;
  }

  private static long rounded(long millis) {
    return millis < 0 ? -((500 - millis) / 1000) : (millis + 500) / 1000;
  }
}
