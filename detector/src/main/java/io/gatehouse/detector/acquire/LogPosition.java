package io.gatehouse.detector.acquire;

import java.time.Instant;
import java.util.List;

/**
 * Up to where a log was read.
 *
 * @param looked when its directory was looked at: every file that the log was rotated into before
 *     is among the generations, or done with; {@link Instant#MAX} if it never was
 * @param generations the files that had its name, oldest first
 */
record LogPosition(Instant looked, List<FilePosition> generations) {
  static final LogPosition NONE = new LogPosition(Instant.MAX, List.of());

  LogPosition {
    generations = List.copyOf(generations);
  }
}
