package io.gatehouse.detector.scenario;

import io.gatehouse.alert.AlertSource;
import io.gatehouse.decision.Scope;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.Source;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whom the events of an overflow are about (crowdsec:pkg/leakybucket/overflows.go). One thread. */
final class Sources {
  private static final String IP = Scope.IP.word();
  private static final String RANGE = Scope.RANGE.word();

  private final Language language;
  private final Evaluation evaluation;
  private final ScenarioWarnings warnings;

  Sources(Language language, Evaluation evaluation, ScenarioWarnings warnings) {
    this.language = language;
    this.evaluation = evaluation;
    this.warnings = warnings;
  }

  /**
   * The sources of all events by value; of two with one value, the later.
   *
   * @throws SourceException if one event has none that the scope could be taken from
   */
  SortedMap<String, Source> of(Bucket bucket) throws SourceException {
    SortedMap<String, Source> sources = new TreeMap<>();
    for (Event event : bucket.queue().events()) {
      Overflow overflow = event.overflow();
      if (overflow == null) {
        Source source = ofLog(bucket.scenario(), event);
        sources.put(source.value(), source);
      } else {
        ofOverflow(bucket.scenario(), event, overflow, sources);
      }
    }
    return sources;
  }

  private Source ofLog(Scenario scenario, Event event) throws SourceException {
    String scope = scenario.scope.type();
    if (!Scope.of(scope).isAddress()) {
      return new Source(AlertSource.of(scope, value(scenario, event)));
    }
    String ip = event.meta().getOrDefault("source_ip", "");
    if (IpAddress.tryParse(ip).isEmpty()) {
      throw new SourceException("'" + ip + "' in evt.Meta.source_ip is no address");
    }
    String range = range(event);
    String own = scope.equals(IP) ? ip : range;
    String value = scenario.scope.expression() == null ? own : value(scenario, event);
    Map<String, String> enriched = event.enriched();
    return new Source(
        new AlertSource(
            scope,
            value,
            ip,
            range,
            enriched.getOrDefault("ASNumber", enriched.getOrDefault("ASNNumber", "")),
            enriched.getOrDefault("ASNOrg", ""),
            enriched.getOrDefault("IsoCode", ""),
            degrees(enriched.get("Latitude")),
            degrees(enriched.get("Longitude"))));
  }

  private static String range(Event event) throws SourceException {
    String text = event.meta().getOrDefault("SourceRange", "");
    if (text.isEmpty()) {
      return "";
    }
    return IpPrefix.tryParse(text)
        .map(IpPrefix::toString)
        .orElseThrow(() -> new SourceException("'" + text + "' in evt.Meta.SourceRange is none"));
  }

  private static @Nullable Float degrees(@Nullable String text) {
    try {
      return text == null ? null : Float.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What the scope's expression says; "" where that is no text. */
  private String value(Scenario scenario, Event event) throws SourceException {
    Expression expression = scenario.scope.expression();
    if (expression == null) {
      return "";
    }
    try {
      Object value = expression.evaluate(evaluation.with(language.event(), event));
      return value instanceof String text ? text : "";
    } catch (EvaluationException e) {
      throw new SourceException("scope.expression: " + e.getMessage());
    }
  }

  private void ofOverflow(
      Scenario scenario, Event event, Overflow overflow, SortedMap<String, Source> sources)
      throws SourceException {
    String scope = scenario.scope.type();
    for (Map.Entry<String, Source> entry : overflow.sources().entrySet()) {
      Source source = entry.getValue();
      if (source.scope().equals(scope)) {
        sources.put(entry.getKey(), source);
      } else if (scope.equals(RANGE) && source.scope().equals(IP)) {
        putRange(scenario, event, source.toAlertSource(), sources);
      } else {
        warnings.say(scenario, "scope", "is " + scope + ", and a source's is " + source.scope());
      }
    }
  }

  private void putRange(
      Scenario scenario, Event event, AlertSource ip, SortedMap<String, Source> sources)
      throws SourceException {
    String value = scenario.scope.expression() == null ? ip.range() : value(scenario, event);
    if (value.isEmpty()) {
      warnings.say(scenario, "scope", "the range of " + ip.value() + " is not known");
      return;
    }
    sources.put(
        value,
        new Source(
            new AlertSource(
                RANGE,
                value,
                "",
                ip.range(),
                ip.asNumber(),
                ip.asName(),
                ip.country(),
                ip.latitude(),
                ip.longitude())));
  }
}
