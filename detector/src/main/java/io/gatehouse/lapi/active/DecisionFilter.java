package io.gatehouse.lapi.active;

import java.util.List;
import java.util.Map;

/** Which decisions a question is about. Immutable. */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // until it is built
public final class DecisionFilter {

  /**
   * Reads the query of {@code GET /v1/decisions}. Unknown parameters say nothing.
   *
   * @param parameters decoded; of a repeated one the first counts
   * @throws InvalidFilterException if an address, number or boolean is none
   */
  public static DecisionFilter ofLive(Map<String, List<String>> parameters)
      throws InvalidFilterException {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * Reads the query of {@code GET /v1/decisions/stream}: as {@link #ofLive}, but without {@code
   * scopes} only addresses and ranges, and never cut by {@code limit}, {@code offset}, {@code
   * id_gt}.
   *
   * @throws InvalidFilterException if an address or boolean is none
   */
  public static DecisionFilter ofStream(Map<String, List<String>> parameters)
      throws InvalidFilterException {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * Reads the query of {@code DELETE /v1/decisions}: {@code scopes}, {@code scope}, {@code origin},
   * {@code value}, {@code type}, {@code scenario}, {@code uuid}, {@code ip}, {@code range}, {@code
   * contains}; simulated ones as well.
   *
   * @throws InvalidFilterException if a parameter is unknown, or an address or boolean is none
   */
  public static DecisionFilter ofDeletion(Map<String, List<String>> parameters)
      throws InvalidFilterException {
    throw new UnsupportedOperationException("being built");
  }
}
