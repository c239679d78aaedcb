package io.gatehouse.lapi.storage;

import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for. Immutable; each {@code with…} gives a changed copy of {@link #ALL}.
 *
 * <p>What {@code GET /v1/alerts} takes (repo:crowdsec:pkg/database/alertfilter.go); conditions on
 * decisions are each met if one of the alert's decisions meets them.
 *
 * @param scope the source's, or null
 * @param value the source's, or null
 * @param scenario the alert's or a decision's, or null
 * @param kind the alert's, or null
 * @param decisionType a decision's, or null
 * @param origin a decision's, or null; given, alerts of lists are not hidden
 * @param range of a decision, or null
 * @param match how a decision's range must lie to {@code range}
 * @param since the alert began at most this long ago, or null
 * @param until the alert began at least this long ago, or null
 * @param createdBefore the alert was stored at least this long ago, or null
 * @param activity whether it must have an active decision
 * @param lists whether alerts of the community's lists are shown
 * @param simulation whether simulated alerts are shown
 * @param decisions whether the answer has decisions
 * @param order by time of storing, then number
 * @param limit how many at most; 0 for all
 */
public record AlertFilter(
    @Nullable String scope,
    @Nullable String value,
    @Nullable String scenario,
    @Nullable String kind,
    @Nullable String decisionType,
    @Nullable String origin,
    @Nullable IpPrefix range,
    Match match,
    @Nullable Duration since,
    @Nullable Duration until,
    @Nullable Duration createdBefore,
    Activity activity,
    Shown lists,
    Shown simulation,
    Shown decisions,
    Order order,
    int limit) {

  /** How a decision's range must lie to the one that is asked for. */
  public enum Match {
    /** It covers it whole. */
    COVERS,
    /** It lies inside. */
    INSIDE
  }

  /** Whether an alert must have decisions. */
  public enum Activity {
    ANY,
    /** One at least has not ended. */
    ACTIVE,
    /** There never was one. */
    NO_DECISION
  }

  /** Whether something is part of the answer. */
  public enum Shown {
    SHOWN,
    HIDDEN
  }

  /** The order of an answer. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /** Every alert, newest first, with decisions, no limit. */
  public static final AlertFilter ALL =
      new AlertFilter(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          Match.COVERS,
          null,
          null,
          null,
          Activity.ANY,
          Shown.SHOWN,
          Shown.SHOWN,
          Shown.SHOWN,
          Order.NEWEST_FIRST,
          0);

  /**
   * Reads the query parameters of {@code /v1/alerts}; the limit is 100 unless given.
   *
   * @throws IllegalArgumentException with upstream's words, for an unknown parameter or a value
   *     that cannot be read
   */
  public static AlertFilter parse(Map<String, List<String>> query) {
    return new AlertQuery(query).filter();
  }
}
