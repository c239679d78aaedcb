package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of a parser and the steps inside it (crowdsec:pkg/parser/node.go, process).
 *
 * @param name for listeners; may be empty
 * @param filter what it looks at; null for every event
 * @param precheck comparisons that the filter begins with
 * @param onSuccess what follows when it takes an event
 * @param whitelist what it lets pass; null if nothing
 * @param grok its pattern; null for a node that takes whatever its children take
 * @param stashes values put aside
 * @param children in their order
 * @param statics written when it has taken the event
 */
record Node(
    String name,
    @Nullable Expression filter,
    Precheck precheck,
    OnSuccess onSuccess,
    @Nullable Whitelist whitelist,
    @Nullable Grok grok,
    List<Stash> stashes,
    List<Node> children,
    List<Static> statics) {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  Node {
    stashes = List.copyOf(stashes);
    children = List.copyOf(children);
    statics = List.copyOf(statics);
  }

  /** What follows when a node takes an event. */
  enum OnSuccess {
    CONTINUE,
    NEXT_STAGE
  }

  /**
   * Tries the node.
   *
   * @return whether it has taken the event
   * @throws DroppedEventException if the event is to be given up
   */
  boolean process(Event event, ParserRun run) throws DroppedEventException {
    if (!enters(event, run)) {
      return false;
    }
    boolean taken = work(event, run);
    if (!name.isEmpty()) {
      run.listener().entered(run.stage(), name, taken, event);
    }
    return taken;
  }

  private boolean work(Event event, ParserRun run) throws DroppedEventException {
    boolean whitelisted = whitelist != null && asksWhitelist(whitelist, event, run);
    boolean matched = false;
    if (grok != null) {
      String text = grok.text(event, run);
      if (text == null) {
        return false;
      }
      matched = grok.match(text, event, run);
      if (matched) {
        apply(grok.statics(), event, run);
      }
    }
    if (grok == null || matched) {
      for (int i = 0; i < stashes.size(); i++) {
        stashes.get(i).apply(run.stashes(), run);
      }
    }
    if (!childrenTake(event, run, grok == null || matched, matched)) {
      return false;
    }
    if (whitelist == null || whitelisted) {
      apply(statics, event, run);
    }
    if (onSuccess == OnSuccess.NEXT_STAGE) {
      run.moveOn(event);
    }
    return true;
  }

  private boolean enters(Event event, ParserRun run) {
    if (filter == null) {
      return true;
    }
    if (!precheck.mayHold(event)) {
      return false;
    }
    try {
      return filter.test(run.evaluation());
    } catch (EvaluationException e) {
      log.debug("node {}: filter {}: {}", name, filter, e.getMessage());
      return false;
    }
  }

  private boolean asksWhitelist(Whitelist asked, Event event, ParserRun run) {
    boolean matches = asked.matches(event, run);
    run.listener().whitelistAsked(run.stage(), name, asked.reason(), matches, event);
    if (matches) {
      event.whitelist(asked.reason());
    }
    return matches;
  }

  /**
   * All children are tried, also where the pattern has not matched. The last one decides, unless
   * the pattern has matched or the first success is enough.
   */
  private boolean childrenTake(Event event, ParserRun run, boolean before, boolean matched)
      throws DroppedEventException {
    boolean state = before;
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).process(event, run)) {
        state = true;
        if (onSuccess == OnSuccess.NEXT_STAGE) {
          return true;
        }
      } else if (!matched) {
        state = false;
      }
    }
    return state;
  }

  private static void apply(List<Static> statics, Event event, ParserRun run)
      throws DroppedEventException {
    for (int i = 0; i < statics.size(); i++) {
      statics.get(i).apply(event, run);
    }
  }
}
