package io.gatehouse.lapi.storage;

import java.sql.SQLException;

/** A write in several transactions. Each step is run once. */
interface LongWrite<T> {
  /** Writes at most {@link Writer#MAX_ROWS} rows or so; whether there is more to do. */
  boolean step(Transaction transaction) throws SQLException;

  /** After the last step. */
  T result();

  /** After a failure: removes what steps have left, in a transaction of its own. */
  void abandon(Transaction transaction) throws SQLException;
}
