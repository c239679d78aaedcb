package io.gatehouse.detector.acquire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is.
 *
 * @param src a path, a glob that matches nothing, or the journal with its filters
 * @param type the label
 * @param lines read since the start
 * @param overlong lines of which the end was skipped
 * @param lastRead when the last line was read; null if none was: a source that has gone quiet
 * @param trouble what is wrong; "" if nothing is
 */
public record SourceHealth(
    String src,
    String type,
    long lines,
    long overlong,
    @Nullable Instant lastRead,
    String trouble) {}
