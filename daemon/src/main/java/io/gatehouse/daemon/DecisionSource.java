package io.gatehouse.daemon;

import io.gatehouse.lapi.StreamStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where decisions come from: a LAPI, or a file in its place. */
interface DecisionSource extends AutoCloseable {

  /** Begins to fill its sink; completed once everything was taken in, or with what prevents it. */
  CompletableFuture<?> start();

  /** How the pulls go; empty where there are none. Any thread. */
  Optional<StreamStatus> status();

  /** What it is, for people, without secrets. */
  String name();

  /** Takes everything in anew, as soon as it can. Any thread. */
  void refresh();

  @Override
  void close();
}
