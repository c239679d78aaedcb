package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.regex.PatternBudgetException;
import io.gatehouse.detector.regex.SearchBudget;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs events through parsers, one after the other: one thread's own. */
public final class ParserRun {
  private static final Logger log = LoggerFactory.getLogger(ParserRun.class);

  private final List<Stage> stages;
  private final Environment.Variable variable;
  private final Stashes stashes;
  private final InstantSource time;
  private final SearchBudget searchBudget;
  private final Evaluation evaluation = new Evaluation();
  private NodeListener listener = NodeListener.NOBODY;
  private String working = "";
  private long overBudget;
  private long tooCostly;
  private long dropped;

  ParserRun(
      List<Stage> stages,
      Environment.Variable variable,
      ParserContext context,
      SearchBudget searchBudget) {
    this.stages = stages;
    this.variable = variable;
    this.stashes = context.stashes();
    this.time = () -> context.world().now();
    this.searchBudget = searchBudget;
  }

  /**
   * Runs an event through all stages; afterwards {@link Event#process} says whether it got through,
   * and {@link Event#whitelisted} whether it is to be forgotten.
   *
   * @param heard hears of each node
   */
  public void parse(Event event, NodeListener heard) {
    evaluation.with(variable, event);
    listener = heard;
    searchBudget.refill();
    event.setProcess(false);
    if (event.time() == null) {
      event.setTime(time.instant());
    }
    if (event.stage().isEmpty() && !stages.isEmpty()) {
      event.setStage(stages.get(0).name());
    }
    try {
      event.setProcess(passes(event));
    } catch (DroppedEventException e) {
      dropped++;
      log.debug("an event is dropped: {}", e.getMessage());
    }
  }

  private boolean passes(Event event) throws DroppedEventException {
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (event.stage().compareTo(stage.name()) > 0) {
        continue;
      }
      if (!event.stage().equals(stage.name()) || !passes(stage, event)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of its nodes has taken the event. */
  private boolean passes(Stage stage, Event event) throws DroppedEventException {
    boolean taken = false;
    working = stage.name();
    for (int i = 0; i < stage.nodes().size(); i++) {
      Node node = stage.nodes().get(i);
      boolean success = node.process(event, this);
      listener.evaluated(stage.name(), node.name(), success, event);
      taken |= success;
      boolean leaves = success && node.onSuccess() == Node.OnSuccess.NEXT_STAGE;
      if (leaves || !event.stage().equals(stage.name())) {
        return taken;
      }
    }
    return taken;
  }

  /** Moves an event to the stage after its own, if there is one. */
  void moveOn(Event event) {
    for (int i = 0; i < stages.size() - 1; i++) {
      if (stages.get(i).name().equals(event.stage())) {
        event.setStage(stages.get(i + 1).name());
        return;
      }
    }
  }

  /**
   * Says that a text was too costly for a pattern, which counts as no match. Where more than one
   * was and nothing is left of what may be spent on the event, it ends here.
   *
   * @throws DroppedEventException if nothing is left
   */
  void overBudget(Event event, PatternBudgetException e) throws DroppedEventException {
    if (overBudget++ == 0) {
      log.warn("a line is too costly for a pattern, which counts as no match: {}", e.getMessage());
    }
    if (searchBudget.isSpent()) {
      tooCostly++;
      listener.tooCostly(event);
      if (Long.bitCount(tooCostly) == 1) {
        log.warn(
            "a line of {} is too costly for the patterns together and is given up ({} so far): {}",
            event.line().src(),
            tooCostly,
            e.getMessage());
      }
      throw new DroppedEventException("its patterns cost too much");
    }
  }

  /** What all patterns together may still spend on the event. */
  SearchBudget searchBudget() {
    return searchBudget;
  }

  /** How often a text was too costly for a pattern. */
  public long overBudget() {
    return overBudget;
  }

  /** How many events a rule's error has dropped. */
  public long dropped() {
    return dropped;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  NodeListener listener() {
    return listener;
  }

  /** The stage whose nodes are tried; the event may have been moved on already. */
  String stage() {
    return working;
  }

  Stashes stashes() {
    return stashes;
  }
}
