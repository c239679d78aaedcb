package io.gatehouse.alert;

import static java.util.Objects.requireNonNullElse;

import io.gatehouse.decision.GoDuration;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A decision while its fields come in, whatever their order. */
final class DecisionDraft {
  private final GoJson json;
  private @Nullable Long id;
  private @Nullable String origin;
  private @Nullable String type;
  private @Nullable String scope;
  private @Nullable String value;
  private @Nullable String scenario;
  private @Nullable String duration;
  private @Nullable Boolean simulated;

  DecisionDraft(GoJson json) {
    this.json = json;
  }

  /** Takes one field; others are left to be passed over. */
  void take(String field) throws IOException, AlertException {
    switch (field) {
      case "id" -> id = json.int64();
      case "origin" -> origin = json.text();
      case "type" -> type = json.text();
      case "scope" -> scope = json.text();
      case "value" -> value = json.text();
      case "scenario" -> scenario = json.text();
      case "duration" -> duration = json.text();
      case "simulated" -> simulated = json.flag();
      default -> {}
    }
  }

  boolean isComplete() {
    return origin != null
        && type != null
        && scope != null
        && value != null
        && scenario != null
        && duration != null;
  }

  /** What is missing, as upstream's validator says it; empty if nothing is. */
  String missing(String prefix) {
    return new Missing(prefix)
        .require("duration", duration)
        .require("origin", origin)
        .require("scenario", scenario)
        .require("scope", scope)
        .require("type", type)
        .require("value", value)
        .text();
  }

  /**
   * The decision; what is absent is empty.
   *
   * @throws IllegalArgumentException with upstream's words if the duration is none
   */
  AlertDecision build() {
    return new AlertDecision(
        requireNonNullElse(id, 0L),
        orEmpty(origin),
        orEmpty(type),
        orEmpty(scope),
        orEmpty(value),
        orEmpty(scenario),
        duration == null ? Duration.ZERO : lasting(duration),
        requireNonNullElse(simulated, false));
  }

  private static Duration lasting(String text) {
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "decision duration '%1$s' : time: invalid duration \"%1$s\": unable to parse duration"
              .formatted(text),
          e);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return requireNonNullElse(text, "");
  }
}
