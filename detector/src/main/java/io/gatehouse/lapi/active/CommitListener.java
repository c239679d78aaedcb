package io.gatehouse.lapi.active;

import java.util.List;

/** Is told what the database has made durable, on its writer thread and in commit order. */
@FunctionalInterface
public interface CommitListener {

  /**
   * A transaction is durable. Callers waiting for it go on only after this returns.
   *
   * @param commit its number, larger than any before
   * @param added decisions that it added; an id is never used twice
   * @param removed decisions that it ended
   */
  void committed(long commit, List<StoredDecision> added, List<Removal> removed);
}
