package io.gatehouse.detector.explain;

import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.hub.Installation;
import io.gatehouse.detector.pipeline.Rules;
import io.gatehouse.detector.scenario.BucketListener;
import io.gatehouse.detector.scenario.Buckets;
import io.gatehouse.detector.scenario.Scenario;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs lines through rules and tells what becomes of each. One thread. */
public final class Explainer {
  private final Rules rules;
  private final Buckets buckets;
  private @Nullable LineTrace trace;

  /**
   * Loads the rules.
   *
   * @throws ConfigException with every problem in them
   * @throws HubException if a file that they need cannot be read
   */
  public Explainer(Installation installation, GeoIp geo, InstantSource time)
      throws ConfigException, HubException {
    this.rules = Rules.load(installation, geo, any -> false, time);
    this.buckets = Buckets.of(rules.scenarios()).listener(new Heard()).build();
  }

  private final class Heard implements BucketListener {
    @Override
    public void poured(Scenario scenario, Event event) {
      LineTrace current = trace;
      if (current != null) {
        current.poured(scenario);
      }
    }
  }

  /** Runs a line's event through parsers and into buckets; the tree of what happened. */
  public List<String> explain(Event event, LineTrace.Detail detail) {
    LineTrace heard = new LineTrace(event);
    trace = heard;
    rules.parsers().parse(event, heard::evaluated);
    if (event.process() && !event.whitelisted()) {
      buckets.pour(event);
    }
    return heard.tell(detail);
  }
}
