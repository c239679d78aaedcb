package io.gatehouse.lapi.active;

import java.util.Arrays;

/** Which rows a filter lets be seen; remembers what it has found for each kind. One answer's. */
final class Visibility {
  private static final byte SEEN = 1;
  private static final byte HIDDEN = 2;

  private final Rows rows;
  private final DecisionFilter filter;
  private byte[] verdicts = new byte[16];

  Visibility(Rows rows, DecisionFilter filter) {
    this.rows = rows;
    this.filter = filter;
  }

  boolean sees(int address) {
    return verdict(rows.kind(address)) == SEEN && filter.matches(rows, address);
  }

  private byte verdict(Kind kind) {
    int number = kind.number();
    if (number >= verdicts.length) {
      verdicts = Arrays.copyOf(verdicts, Math.max(number + 1, 2 * verdicts.length));
    }
    if (verdicts[number] == 0) {
      verdicts[number] = filter.matches(kind.key()) ? SEEN : HIDDEN;
    }
    return verdicts[number];
  }
}
