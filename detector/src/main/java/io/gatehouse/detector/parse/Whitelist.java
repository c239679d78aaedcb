package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node lets pass.
 *
 * @param reason for the log
 * @param prefixes of addresses, single ones included
 * @param expressions any of which is enough
 */
record Whitelist(String reason, List<IpPrefix> prefixes, List<Expression> expressions) {
  private static final Logger log = LoggerFactory.getLogger(Whitelist.class);

  Whitelist {
    prefixes = List.copyOf(prefixes);
    expressions = List.copyOf(expressions);
  }

  /** Whether the event is to pass. */
  boolean matches(Event event, ParserRun run) {
    return addressMatches(event) || expressionMatches(run);
  }

  private boolean addressMatches(Event event) {
    if (prefixes.isEmpty()) {
      return false;
    }
    Overflow overflow = event.overflow();
    Collection<String> sources =
        overflow == null
            ? List.of(event.meta().getOrDefault("source_ip", ""))
            : overflow.sources().keySet();
    for (String source : sources) {
      if (IpAddress.tryParse(source).filter(this::holds).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(IpAddress address) {
    for (IpPrefix prefix : prefixes) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private boolean expressionMatches(ParserRun run) {
    for (int i = 0; i < expressions.size(); i++) {
      Expression expression = expressions.get(i);
      try {
        if (expression.test(run.evaluation())) {
          return true;
        }
      } catch (EvaluationException e) {
        log.debug("whitelist '{}': {}: {}", reason, expression, e.getMessage());
      }
    }
    return false;
  }
}
