package io.gatehouse.lapi.active;

import io.gatehouse.net.IpPrefix;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions a question is about. What it says of a whole {@link Kind} is asked once for each
 * kind of an answer, the rest for each row. Immutable.
 */
public final class DecisionFilter {
  private static final Set<String> STREAM_SCOPES = Set.of("Ip", "Range");
  private static final Set<String> DELETION_WORDS =
      Set.of(
          "contains",
          "scopes",
          "scope",
          "origin",
          "value",
          "type",
          "scenario",
          "uuid",
          "ip",
          "range");
  private static final long UNLIMITED = -1;

  private final boolean simulated;
  private final @Nullable Set<String> scopes;
  private final @Nullable Set<String> moreScopes;
  private final @Nullable List<String> origins;
  private final @Nullable String type;
  private final @Nullable String scenario;
  private final List<String> scenarioParts;
  private final List<String> refusedScenarioParts;
  private final byte @Nullable [] value;
  private final byte @Nullable [] uuid;
  private final @Nullable IpPrefix network;
  private final boolean containing;
  private final long idAbove;
  private final long offset;
  private final long limit;

  /** What all three routes have in common, and those words that only some of them know. */
  private DecisionFilter(FilterReader query, Route route) throws InvalidFilterException {
    boolean deletion = route == Route.DELETION;
    boolean live = route == Route.LIVE;
    Set<String> asked = query.scopes("scopes");
    scopes = asked == null && route == Route.STREAM ? STREAM_SCOPES : asked;
    moreScopes = query.scopes("scope");
    type = query.text("type");
    value = json(query.text("value"));
    network = query.network();
    containing = query.contains();
    simulated = deletion || query.wantsSimulated();
    origins = deletion ? one(query.text("origin")) : query.list("origins");
    scenario = deletion ? query.text("scenario") : null;
    uuid = deletion ? json(query.text("uuid")) : null;
    scenarioParts = deletion ? List.of() : query.fragments("scenarios_containing");
    refusedScenarioParts = deletion ? List.of() : query.fragments("scenarios_not_containing");
    idAbove = live ? query.number("id_gt", Long.MIN_VALUE) : Long.MIN_VALUE;
    offset = live ? query.number("offset", 0) : 0;
    limit = live ? query.number("limit", UNLIMITED) : UNLIMITED;
  }

  private enum Route {
    LIVE,
    STREAM,
    DELETION
  }

  private static byte @Nullable [] json(@Nullable String text) {
    return text == null ? null : JsonText.of(text);
  }

  private static @Nullable List<String> one(@Nullable String text) {
    return text == null ? null : List.of(text);
  }

  /**
   * Reads the query of {@code GET /v1/decisions}. Unknown parameters say nothing.
   *
   * @param parameters decoded; of a repeated one the first counts
   * @throws InvalidFilterException if an address, number or boolean is none
   */
  public static DecisionFilter ofLive(Map<String, List<String>> parameters)
      throws InvalidFilterException {
    return new DecisionFilter(new FilterReader(parameters), Route.LIVE);
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
    return new DecisionFilter(new FilterReader(parameters), Route.STREAM);
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
    FilterReader query = new FilterReader(parameters);
    query.refuseOthersThan(DELETION_WORDS);
    return new DecisionFilter(query, Route.DELETION);
  }

  boolean matches(Kind.Key kind) {
    return (simulated || !kind.simulated())
        && (scopes == null || scopes.contains(kind.scope()))
        && (moreScopes == null || moreScopes.contains(kind.scope()))
        && (origins == null || origins.contains(kind.origin()))
        && (type == null || type.equals(kind.type()))
        && (scenario == null || scenario.equals(kind.scenario()))
        && (uuid == null || kind.withUuid())
        && matchesParts(kind.scenario().toLowerCase(Locale.ROOT));
  }

  private boolean matchesParts(String kindScenario) {
    return (scenarioParts.isEmpty() || scenarioParts.stream().anyMatch(kindScenario::contains))
        && refusedScenarioParts.stream().noneMatch(kindScenario::contains);
  }

  /** Whether a row, whose kind matches, matches too. */
  boolean matches(Rows rows, int address) {
    return (value == null || rows.valueIs(address, value))
        && (network == null || matchesNetwork(network, rows, address))
        && (uuid == null || rows.uuidIs(address, uuid))
        && (idAbove == Long.MIN_VALUE || rows.id(address) > idAbove);
  }

  private boolean matchesNetwork(IpPrefix asked, Rows rows, int address) {
    int bits = rows.bits(address);
    if (bits == Chunk.NO_PREFIX) {
      return false;
    }
    long high = rows.high(address);
    long low = rows.low(address);
    return asked.isIpv4() == IpPrefix.isIpv4(high, low, bits)
        && (containing
            ? covers(high, low, bits, asked.high(), asked.low(), asked.bits())
            : covers(asked.high(), asked.low(), asked.bits(), high, low, bits));
  }

  private static boolean covers(
      long high, long low, int bits, long innerHigh, long innerLow, int innerBits) {
    return bits <= innerBits
        && ((innerHigh ^ high) & IpPrefix.highMask(bits)) == 0
        && ((innerLow ^ low) & IpPrefix.lowMask(bits)) == 0;
  }

  /** The address or prefix that decisions are to cover, if that is asked. */
  Optional<IpPrefix> covered() {
    return containing ? Optional.ofNullable(network) : Optional.empty();
  }

  /** The value that is asked, as JSON. */
  byte @Nullable [] value() {
    return value;
  }

  /** How many of the decisions found are passed over. */
  long offset() {
    return Math.max(0, offset);
  }

  /** How many decisions are wanted. */
  long limit() {
    return limit < 0 ? Long.MAX_VALUE : limit;
  }
}
