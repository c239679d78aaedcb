package io.gatehouse.lapi.active;

/**
 * Everything that an answer is made from, as of one commit.
 *
 * @param rows the rows
 * @param keys finds them by target
 * @param lengths lengths of prefix that occur
 * @param removals the tombstones
 * @param kinds for counting
 * @param completeSince every removal after this commit is known
 */
record Snapshot(
    Rows rows,
    KeyTable keys,
    PrefixLengths lengths,
    Removals removals,
    Kinds kinds,
    long completeSince) {

  long commit() {
    return rows.commit();
  }
}
