package io.gatehouse.detector.profile;

import io.gatehouse.alert.Alert;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.detector.event.EventTypes;
import io.gatehouse.detector.event.OverflowAlert;
import io.gatehouse.detector.event.Source;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.helper.Helpers;
import io.gatehouse.detector.helper.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The expressions of profiles: over {@code Alert}, and what was decided before. Thread-safe. */
final class ProfileLanguage {
  private final HistoryWorld world = new HistoryWorld();
  private final Environment environment =
      Environment.builder()
          .variable("Alert", EventTypes.ALERT)
          .functions(Helpers.of(world))
          .build();
  private final Expressions expressions = new Expressions(environment);

  /** A compiled text of a key; empty, and reported, if it is none. */
  Optional<Expression> compile(ConfigSection section, String key, String text, Type wanted) {
    return expressions.compile(section, key, text, wanted);
  }

  /** What expressions are evaluated with for an alert. */
  Evaluation about(Alert alert) {
    OverflowAlert seen = new OverflowAlert(alert, new Source(alert.source()), Map.of());
    return new Evaluation().with(environment.get("Alert"), seen);
  }

  /** While expressions of this thread are evaluated, they ask this history. */
  void asking(DecisionHistory history) {
    world.current.set(history);
  }

  private static final class HistoryWorld implements World {
    private final InstantSource time = InstantSource.system();
    private final ThreadLocal<DecisionHistory> current =
        ThreadLocal.withInitial(() -> DecisionHistory.NONE);

    @Override
    public Instant now() {
      return time.instant();
    }

    @Override
    public long decisions(String value, @Nullable Instant since) {
      return current.get().count(value, since);
    }

    @Override
    public long activeDecisions(String value) {
      return current.get().active(value);
    }

    @Override
    public Duration activeDecisionsTimeLeft(String value) {
      return current.get().timeLeft(value);
    }
  }
}
