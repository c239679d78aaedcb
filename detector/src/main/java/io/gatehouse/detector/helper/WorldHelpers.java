package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.DURATION;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.decision.GoDuration;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.Type;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Helpers on stashes, decisions, the host and the log. */
final class WorldHelpers {
  private WorldHelpers() {}

  static List<Function> of(World world) {
    List<Type> value = List.of(STRING);
    return List.of(
        Function.worldly("Hostname", STRING, List.of(), (e, a) -> world.hostname()),
        Function.worldly(
            "GetFromStash",
            STRING,
            List.of(STRING, STRING),
            (e, a) -> world.stashed(text(a, 0), text(a, 1))),
        Function.worldly(
            "SetInStash",
            ANY,
            List.of(STRING, STRING, STRING, ANY),
            (e, a) -> {
              Duration ttl =
                  a[3] instanceof Duration length ? length : length("SetInStash()", a[3]);
              world.stash(text(a, 0), text(a, 1), text(a, 2), ttl);
              return null;
            }),
        Function.worldly(
            "GetDecisionsCount", INT, value, (e, a) -> world.decisions(text(a, 0), null)),
        Function.worldly(
            "GetDecisionsSinceCount",
            INT,
            List.of(STRING, STRING),
            (e, a) ->
                world.decisions(
                    text(a, 0), world.now().minus(length("GetDecisionsSinceCount()", text(a, 1))))),
        Function.worldly(
            "GetActiveDecisionsCount", INT, value, (e, a) -> world.activeDecisions(text(a, 0))),
        Function.worldly(
            "GetActiveDecisionsTimeLeft",
            DURATION,
            value,
            (e, a) -> world.activeDecisionsTimeLeft(text(a, 0))),
        Function.worldly(
                "LogInfo",
                BOOL,
                List.of(STRING, ANY),
                (e, a) -> {
                  world.log(Printf.call(e, a));
                  return true;
                })
            .repeated());
  }

  private static Duration length(String who, @Nullable Object value) throws EvaluationException {
    try {
      return GoDuration.parse(String.valueOf(value));
    } catch (IllegalArgumentException e) {
      throw new EvaluationException(
          who + " wants a duration, got " + Arguments.shown(String.valueOf(value)));
    }
  }
}
