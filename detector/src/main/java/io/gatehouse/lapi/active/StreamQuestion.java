package io.gatehouse.lapi.active;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a bouncer pulls.
 *
 * @param filter which decisions it may see
 * @param cursor the commit of its last whole answer, or {@link #EVERYTHING}
 * @param dedup whether of several decisions on one target only the longest is wanted
 * @param now the moment that decides what has expired
 */
public record StreamQuestion(DecisionFilter filter, long cursor, boolean dedup, Instant now) {
  /** The cursor of a bouncer that has never pulled, or asks for all there is. */
  public static final long EVERYTHING = -1;

  /**
   * Reads the query of {@code GET /v1/decisions/stream}: {@code startup=true} sets the cursor
   * aside, {@code dedup=false} is heard, the rest is the filter's.
   *
   * @param parameters decoded; of a repeated one the first counts
   * @param cursor the commit of its last whole answer, or {@link #EVERYTHING}
   * @throws InvalidFilterException as {@link DecisionFilter#ofStream}
   */
  public static StreamQuestion parse(Map<String, List<String>> parameters, long cursor, Instant now)
      throws InvalidFilterException {
    boolean startup = "true".equals(FilterReader.first(parameters, "startup"));
    boolean dedup = !"false".equals(FilterReader.first(parameters, "dedup"));
    DecisionFilter filter = DecisionFilter.ofStream(parameters);
    return new StreamQuestion(filter, startup ? EVERYTHING : cursor, dedup, now);
  }
}
