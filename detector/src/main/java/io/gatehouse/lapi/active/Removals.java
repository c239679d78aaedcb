package io.gatehouse.lapi.active;

/** Which rows were removed, in order of the commits that did. */
final class Removals {
  private final Rows rows;
  private final int[] addresses;
  private final int count;

  /** The first of the addresses; the writer may go on behind them. */
  Removals(Rows rows, int[] addresses, int count) {
    this.rows = rows;
    this.addresses = addresses;
    this.count = count;
  }

  int count() {
    return count;
  }

  int address(int index) {
    return addresses[index];
  }

  /** Index of the first that a later commit removed. */
  int after(long commit) {
    int from = 0;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      boolean later = rows.removed(addresses[middle]) > commit;
      from = later ? from : middle + 1;
      to = later ? middle : to;
    }
    return from;
  }
}
