package io.gatehouse.detector.parse;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a value of the event aside.
 *
 * @param cache the name of the cache
 * @param key what it is found by
 * @param value what is put aside
 * @param ttl how long it is kept
 */
record Stash(String cache, Expression key, Expression value, Duration ttl) {
  private static final Logger log = LoggerFactory.getLogger(Stash.class);

  void apply(Stashes stashes, ParserRun run) {
    try {
      Object found = key.evaluate(run.evaluation());
      if (found instanceof String name
          && value.evaluate(run.evaluation()) instanceof String content) {
        stashes.put(cache, name, content, ttl);
      }
    } catch (EvaluationException e) {
      log.debug("stash '{}': {}", cache, e.getMessage());
    }
  }
}
