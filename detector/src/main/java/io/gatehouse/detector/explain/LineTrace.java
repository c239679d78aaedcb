package io.gatehouse.detector.explain;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hears what becomes of one line, and tells of it as a tree: the stages, in each the nodes that
 * were tried, what they wrote, and the scenarios that the event went into. One thread, one line at
 * a time.
 */
public final class LineTrace {
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> scenarios = new TreeSet<>();
  private Event before;
  private Event event;

  /** For one line's event, before anybody has looked at it. */
  LineTrace(Event event) {
    this.event = event;
    this.before = event.copy();
  }

  private record Step(String stage, String node, boolean success, List<Change> changes) {
    long created() {
      return changes.stream().filter(Change::isNew).count();
    }
  }

  /**
   * What is told.
   *
   * @param changes whether what each node wrote is told
   * @param failures whether nodes that did not take the line are told
   * @param onlyParsed whether lines that no parser took are left out
   */
  public record Detail(boolean changes, boolean failures, boolean onlyParsed) {}

  /** A node of the first level was tried. */
  void evaluated(String stage, String node, boolean success, Event seen) {
    event = seen;
    steps.add(new Step(stage, node, success, Change.between(before, seen)));
    before = seen.copy();
  }

  /** The event went into a bucket. */
  void poured(Scenario scenario) {
    scenarios.add(scenario.name());
  }

  /** The lines of the tree; none for a line that is not to be told of. */
  List<String> tell(Detail detail) {
    List<String> lines = new ArrayList<>();
    if (detail.onlyParsed() && !event.process()) {
      return lines;
    }
    lines.add("line: " + event.line().raw().replaceAll("\\p{Cc}", "?"));
    String stage = "";
    for (Step step : steps) {
      if (!step.stage().equals(stage)) {
        stage = step.stage();
        lines.add("├ " + stage);
      }
      if (step.success() || detail.failures()) {
        add(lines, step, detail);
      }
    }
    end(lines);
    return lines;
  }

  private static void add(List<String> lines, Step step, Detail detail) {
    long created = step.created();
    long updated = step.changes().size() - created;
    String counts = step.success() ? " (+" + created + " ~" + updated + ")" : "";
    lines.add("│ ├ " + (step.success() ? "ok   " : "FAIL ") + step.node() + counts);
    if (detail.changes()) {
      step.changes()
          .forEach(change -> lines.add("│ │ ├ " + change.toString().replaceAll("\\p{Cc}", "?")));
    }
  }

  private void end(List<String> lines) {
    if (!event.process()) {
      lines.add("└ parser failure");
    } else if (event.whitelisted()) {
      lines.add("└ parser success, ignored by whitelist (" + event.whitelistReason() + ")");
    } else if (scenarios.isEmpty()) {
      lines.add("└ parser success, no scenario");
    } else {
      lines.add("├ parser success");
      lines.add("└ scenarios");
      scenarios.forEach(scenario -> lines.add("  ├ ok   " + scenario));
    }
  }
}
