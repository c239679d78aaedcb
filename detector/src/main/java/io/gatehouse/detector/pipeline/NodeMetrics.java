package io.gatehouse.detector.pipeline;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.parse.NodeListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what nodes of parsers take, under upstream's names (crowdsec:pkg/parser/node.go). Lines of
 * one source come together, so the counters of the last one are at hand; sources beyond a bound are
 * counted together. The pipeline's thread.
 */
final class NodeMetrics implements NodeListener {
  private static final int MAX_SOURCES = 1_000;

  private final MeterRegistry registry;
  private final Map<String, OfSource> sources = new HashMap<>();
  private @Nullable OfSource last;

  NodeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The counters of one source. */
  private record OfSource(
      String source, Tags tags, Map<String, Asked> nodes, Map<String, Asked> whitelists) {}

  /** How often a node, or a whitelist, was asked, and what it said. */
  private record Asked(Counter hits, Counter yes, @Nullable Counter no) {
    void count(boolean success) {
      hits.increment();
      if (success) {
        yes.increment();
      } else if (no != null) {
        no.increment();
      }
    }
  }

  /** Counts nothing: whether a filter lets an event in says little, and there are many. */
  @Override
  public void evaluated(String stage, String node, boolean success, Event event) {}

  @Override
  public void entered(String stage, String node, boolean success, Event event) {
    OfSource of = source(event.line());
    Asked known = of.nodes().get(node);
    if (known == null) {
      Tags tags = of.tags().and("name", node, "stage", stage);
      known =
          new Asked(
              counter("cs.node.hits", tags),
              counter("cs.node.hits.ok", tags),
              counter("cs.node.hits.ko", tags));
      of.nodes().put(node, known);
    }
    known.count(success);
  }

  @Override
  public void whitelistAsked(
      String stage, String node, String reason, boolean matched, Event event) {
    OfSource of = source(event.line());
    Asked known = of.whitelists().get(node);
    if (known == null) {
      Tags tags = of.tags().and("name", node, "stage", stage, "reason", reason);
      known =
          new Asked(counter("cs.node.wl.hits", tags), counter("cs.node.wl.hits.ok", tags), null);
      of.whitelists().put(node, known);
    }
    known.count(matched);
  }

  @Override
  public void tooCostly(Event event) {
    counter("gatehouse.parser.too.costly", source(event.line()).tags()).increment();
  }

  private Counter counter(String name, Tags tags) {
    return Counter.builder(name).tags(tags).register(registry);
  }

  private OfSource source(Line line) {
    OfSource known = last;
    if (known == null || !known.source().equals(line.src())) {
      known = sources.get(line.src());
      if (known == null) {
        known = newSource(line);
      }
      last = known;
    }
    return known;
  }

  private OfSource newSource(Line line) {
    String name = sources.size() < MAX_SOURCES ? line.src() : PipelineMetrics.REST;
    Tags tags =
        Tags.of(
            "source", name,
            "type", line.module(),
            "acquis_type", line.labels().getOrDefault("type", ""));
    return sources.computeIfAbsent(
        name, each -> new OfSource(each, tags, new HashMap<>(), new HashMap<>()));
  }
}
