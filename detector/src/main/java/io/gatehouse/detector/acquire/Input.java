package io.gatehouse.detector.acquire;

import java.io.Closeable;
import java.util.List;

/** Something that lines come from. Used by the reading thread alone. */
interface Input extends Closeable {
  /** Reads a little of what is there, without waiting for more; false if nothing was. */
  boolean poll();

  /** Whether no line will ever come any more. */
  boolean ended();

  /** Whether each line that was handed on is acknowledged. */
  boolean settled();

  /** Notes where it is. */
  void note(Positions positions);

  /** How its parts are. */
  List<SourceHealth> health();

  @Override
  void close();
}
