package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.grok.GrokPattern;
import io.gatehouse.detector.regex.PatternBudgetException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pattern of a node.
 *
 * @param pattern what to look for
 * @param applyOn a key of {@link Event#parsed}, or {@code Line.Raw}; empty where the expression
 *     says
 * @param expression what gives the text; null where {@code applyOn} does
 * @param statics to be applied to an event that matches
 */
record Grok(
    GrokPattern pattern, String applyOn, @Nullable Expression expression, List<Static> statics) {
  private static final Logger log = LoggerFactory.getLogger(Grok.class);
  private static final String WHOLE_LINE = "Line.Raw";

  Grok {
    statics = List.copyOf(statics);
  }

  /** What to look at; null if the event has no such field. */
  @Nullable String text(Event event, ParserRun run) {
    if (expression == null) {
      return applyOn.equals(WHOLE_LINE) ? event.line().raw() : event.parsed().get(applyOn);
    }
    try {
      String text = Values.text(expression.evaluate(run.evaluation()));
      return text == null ? "" : text;
    } catch (EvaluationException e) {
      log.debug("grok: {}: {}", expression, e.getMessage());
      return "";
    }
  }

  /**
   * Writes every field into the event if the text matches; a pattern without fields never does.
   *
   * @throws DroppedEventException if all that may be spent on the event is spent
   */
  boolean match(String text, Event event, ParserRun run) throws DroppedEventException {
    Map<String, String> parsed = event.parsed();
    try {
      return pattern.match(text, run.searchBudget(), parsed::put) && !pattern.fields().isEmpty();
    } catch (PatternBudgetException e) {
      run.overBudget(event, e);
      return false;
    }
  }
}
