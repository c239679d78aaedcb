package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;

/**
 * The JSON of an answer, made while it is sent, from the rows as they were when the question was
 * asked. Holds no lock. Any thread, one at a time.
 */
public sealed interface Answer permits StreamAnswer, LiveAnswer {

  /**
   * Writes what comes next.
   *
   * @param target where to, from its position on; of any size, on the heap or off it
   * @return whether there is more; false once the last byte is written
   */
  boolean fill(ByteBuffer target);
}
