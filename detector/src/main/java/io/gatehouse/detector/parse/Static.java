package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entry of {@code statics}: a value that a node writes into the event it has taken.
 *
 * @param text the value as written; empty where the expression is to be asked
 * @param expression what gives the value; null where the text is it
 * @param method an enrichment whose results go into the event; null for a plain target
 * @param target where to; null where a method says itself, or the path is unknown
 * @param place file and line, for messages
 */
record Static(
    String text,
    @Nullable Expression expression,
    @Nullable Method method,
    @Nullable Target target,
    String place) {
  private static final Logger log = LoggerFactory.getLogger(Static.class);

  /** Filters compare such texts with their own: one object for both. */
  Static {
    text = text.intern();
  }

  /** An enrichment by its name in {@code method}. */
  @FunctionalInterface
  interface Method {
    /** Puts what it finds out into {@link Event#enriched}. */
    void enrich(Event event, String value);

    /** Whether it does something for an empty value. */
    default boolean takesNothing() {
      return false;
    }
  }

  /**
   * Writes the value.
   *
   * @throws DroppedEventException if the expression gives what cannot be written
   */
  void apply(Event event, ParserRun run) throws DroppedEventException {
    String value = value(run);
    if (value == null) {
      return;
    }
    if (method != null) {
      if (!value.isEmpty() || method.takesNothing()) {
        method.enrich(event, value);
      }
    } else if (target != null && !value.isEmpty()) {
      target.set(event, value);
    }
  }

  /** Null where the expression has no value. */
  private @Nullable String value(ParserRun run) throws DroppedEventException {
    if (expression == null) {
      return text;
    }
    Object value;
    try {
      value = expression.evaluate(run.evaluation());
    } catch (EvaluationException e) {
      log.debug("{}: {}", place, e.getMessage());
      return null;
    }
    String written = Values.text(value);
    if (written == null) {
      throw new DroppedEventException(
          place + ": the expression gives neither a text nor a number: " + value);
    }
    return written;
  }
}
