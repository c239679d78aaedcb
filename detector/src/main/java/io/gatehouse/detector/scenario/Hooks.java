package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.EventTypes;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens when an event goes into a bucket, in upstream's order. One thread. */
final class Hooks {
  private final Language language;
  private final Evaluation evaluation;
  private final ScenarioWarnings warnings;

  Hooks(Language language, Evaluation evaluation, ScenarioWarnings warnings) {
    this.language = language;
    this.evaluation = evaluation;
    this.warnings = warnings;
  }

  /** How it ends. */
  enum Outcome {
    /** The bucket has seen its like and does not take it. */
    IGNORED,
    /** The bucket is to vanish. */
    CANCELLED,
    /** The bucket has it. */
    KEPT,
    /** The bucket has it, and enough. */
    OVERFLOWED
  }

  /** Pours; the variable {@code evt} is set already. */
  Outcome pour(Bucket bucket, Event event, Moment now) {
    Scenario scenario = bucket.scenario();
    if (scenario.type == BucketType.TRIGGER) {
      return added(bucket, event, now);
    }
    if (scenario.distinct != null && known(bucket, scenario.distinct)) {
      return Outcome.IGNORED;
    }
    if (holds(bucket, "cancel_on", scenario.cancelOn)) {
      return Outcome.CANCELLED;
    }
    return added(bucket, event, now);
  }

  private Outcome added(Bucket bucket, Event event, Moment now) {
    BucketType type = bucket.scenario().type;
    boolean allowed = bucket.add(event, now);
    boolean full = !allowed && type != BucketType.CONDITIONAL;
    if (full || (type != BucketType.TRIGGER && proven(bucket))) {
      bucket.overflowAt(now.instant());
      return Outcome.OVERFLOWED;
    }
    return Outcome.KEPT;
  }

  private boolean proven(Bucket bucket) {
    Scenario scenario = bucket.scenario();
    return holds(bucket, "condition", scenario.condition)
        || (scenario.type == BucketType.BAYESIAN && probable(bucket));
  }

  private boolean known(Bucket bucket, Expression distinct) {
    try {
      Object value = evaluate(bucket, distinct);
      return !bucket.remember(value instanceof String text ? text : "");
    } catch (EvaluationException e) {
      complain(bucket, "distinct", e);
      return false;
    }
  }

  private @Nullable Object evaluate(Bucket bucket, Expression expression)
      throws EvaluationException {
    return expression.evaluate(inside(bucket));
  }

  private Evaluation inside(Bucket bucket) {
    return evaluation.with(language.queue(), bucket.queue()).with(language.leaky(), bucket);
  }

  private boolean holds(Bucket bucket, String hook, @Nullable Expression expression) {
    try {
      return expression != null && expression.test(inside(bucket));
    } catch (EvaluationException e) {
      complain(bucket, hook, e);
      return false;
    }
  }

  /** Whether what the events say of an attack is above the threshold. */
  private boolean probable(Bucket bucket) {
    List<BayesianCondition> conditions = bucket.scenario().bayesian.conditions();
    float posterior = bucket.scenario().bayesian.prior();
    for (int i = 0; i < conditions.size(); i++) {
      BayesianCondition condition = conditions.get(i);
      try {
        posterior = condition.update(posterior, holds(bucket, condition, i));
      } catch (EvaluationException e) {
        complain(bucket, "bayesian_conditions", e);
      }
    }
    return posterior > bucket.scenario().bayesian.threshold();
  }

  private boolean holds(Bucket bucket, BayesianCondition condition, int number)
      throws EvaluationException {
    if (bucket.guillotined().get(number)) {
      return true;
    }
    boolean holds = condition.condition().test(inside(bucket));
    if (holds && condition.guillotine()) {
      bucket.guillotined().set(number);
    }
    return holds;
  }

  /** Whether {@code overflow_filter} lets an overflow pass; one that has no value does. */
  boolean lets(Bucket bucket, Event overflow) {
    Expression filter = bucket.scenario().overflowFilter;
    if (filter == null) {
      return true;
    }
    try {
      return filter.test(inside(bucket).with(language.signal(), EventTypes.signal(overflow)));
    } catch (EvaluationException e) {
      complain(bucket, "overflow_filter", e);
      return true;
    }
  }

  private void complain(Bucket bucket, String hook, EvaluationException e) {
    warnings.say(bucket.scenario(), hook, String.valueOf(e.getMessage()));
  }
}
