package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;

/** The body of {@code GET /v1/decisions/stream}. */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // until it is built
public final class StreamAnswer implements Answer {

  @Override
  public boolean fill(ByteBuffer target) {
    throw new UnsupportedOperationException("being built");
  }

  /** The commit that the answer was made from: the bouncer's cursor once it was sent whole. */
  public long commit() {
    throw new UnsupportedOperationException("being built");
  }
}
