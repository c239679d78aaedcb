package io.gatehouse.lapi.server;

import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.net.IpPrefix;

/** Whom operators never want to act upon. Any thread. */
@FunctionalInterface
interface Allowlists {
  /** No list at all. */
  Allowlists NONE = prefix -> false;

  /** Whether an entry covers the prefix, or lies in it. */
  boolean overlap(IpPrefix prefix) throws StorageException;
}
