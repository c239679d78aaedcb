package io.gatehouse.decision;

/**
 * Receives pulls of decisions, row by row as they come off the wire, on one thread. Rows of a pull
 * take effect at {@link #commit} and not before: a pull that ends in {@link #abort} never happened.
 *
 * <p>Added and deleted rows may come in either order; deleted ones count first.
 */
public interface DecisionSink extends DecisionChanges {

  /** What the rows of a pull are. */
  enum Pull {
    /** Everything that is in force; what is not in it has ended. */
    FULL,
    /** What has changed since the last one. */
    DELTA
  }

  /** What became of a pull that was read to its end. */
  enum Outcome {
    /** It counts. */
    ACCEPTED,
    /** It would remove too much to be believed at once: another {@link Pull#FULL} has to agree. */
    DOUBTED
  }

  /** A pull begins; the one before it has been committed or aborted. */
  void begin(Pull pull);

  /** Several rows, which means the same as each of them in its turn. */
  default void all(DecisionRun rows) {
    rows.tell(this);
  }

  /** The answer was read to its end. */
  Outcome commit();

  /** The answer was cut short, malformed or too large. */
  void abort();
}
