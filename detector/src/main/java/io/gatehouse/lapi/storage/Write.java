package io.gatehouse.lapi.storage;

import java.sql.SQLException;

/** A write. May be run again after its transaction was undone: must not keep anything. */
@FunctionalInterface
interface Write<T> {
  T run(Transaction transaction) throws SQLException;
}
