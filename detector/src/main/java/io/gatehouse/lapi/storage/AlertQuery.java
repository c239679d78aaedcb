package io.gatehouse.lapi.storage;

import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Scope;
import io.gatehouse.lapi.storage.AlertFilter.Activity;
import io.gatehouse.lapi.storage.AlertFilter.Match;
import io.gatehouse.lapi.storage.AlertFilter.Order;
import io.gatehouse.lapi.storage.AlertFilter.Shown;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of {@code /v1/alerts}, and upstream's words where they make no sense. */
final class AlertQuery {
  private static final int DEFAULT_LIMIT = 100;
  private static final Set<String> KNOWN =
      Set.of(
          "scope",
          "value",
          "scenario",
          "kind",
          "decision_type",
          "origin",
          "ip",
          "range",
          "contains",
          "since",
          "until",
          "created_before",
          "has_active_decision",
          "include_capi",
          "simulated",
          "with_decisions",
          "sort",
          "limit");

  private final Map<String, List<String>> query;

  AlertQuery(Map<String, List<String>> query) {
    this.query = query;
  }

  AlertFilter filter() {
    refuseUnknown();
    return new AlertFilter(
        scope(),
        text("value"),
        text("scenario"),
        text("kind"),
        text("decision_type"),
        text("origin"),
        range(),
        isTrue("contains", true) ? Match.COVERS : Match.INSIDE,
        duration("since"),
        duration("until"),
        duration("created_before"),
        activity(),
        shownUnlessFalse("include_capi"),
        shownUnlessFalse("simulated"),
        shownUnlessFalse("with_decisions"),
        "ASC".equals(text("sort")) ? Order.OLDEST_FIRST : Order.NEWEST_FIRST,
        limit());
  }

  private void refuseUnknown() {
    for (String name : query.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "filter parameter '" + name + "' is unknown (=" + text(name) + "): invalid filter");
      }
    }
  }

  private @Nullable String text(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  private @Nullable String scope() {
    String scope = text("scope");
    return scope != null && Scope.of(scope).isAddress() ? Scope.of(scope).word() : scope;
  }

  private @Nullable IpPrefix range() {
    String text = text("range") == null ? text("ip") : text("range");
    if (text == null) {
      return null;
    }
    return IpPrefix.tryParse(text)
        .orElseThrow(() -> new IllegalArgumentException("invalid ip address '" + text + "'"));
  }

  private @Nullable Duration duration(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("while parsing duration: " + malformed.getMessage());
    }
  }

  private Activity activity() {
    if (text("has_active_decision") == null) {
      return Activity.ANY;
    }
    return isTrue("has_active_decision", false) ? Activity.ACTIVE : Activity.NO_DECISION;
  }

  private Shown shownUnlessFalse(String name) {
    return "false".equals(text(name)) ? Shown.HIDDEN : Shown.SHOWN;
  }

  /** What Go's {@code strconv.ParseBool} takes. */
  private boolean isTrue(String name, boolean unlessGiven) {
    String text = text(name);
    if (text == null) {
      return unlessGiven;
    }
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "'%s' is not a boolean: unable to parse type", text));
    };
  }

  private int limit() {
    String text = text("limit");
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException("bad limit in parameters: '" + text + "'", malformed);
    }
  }
}
