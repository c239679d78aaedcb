package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;

/** The body of {@code GET /v1/decisions}: an array, or the word {@code null} where it is empty. */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // until it is built
public final class LiveAnswer implements Answer {

  @Override
  public boolean fill(ByteBuffer target) {
    throw new UnsupportedOperationException("being built");
  }
}
