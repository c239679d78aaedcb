package io.gatehouse.detector.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.alert.Meta;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.EventTypes;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.ExpressionException;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.SourceText;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.helper.Helpers;
import io.gatehouse.detector.helper.World;
import io.gatehouse.detector.hub.InstalledItem;
import io.gatehouse.detector.scenario.AlertContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What alerts say beside their events: for each name of the {@code contexts} files the different
 * values that its expressions have over the events, as a JSON array of bounded length
 * (crowdsec:pkg/alertcontext). One thread.
 */
final class Contexts implements AlertContext {
  private static final Logger log = LoggerFactory.getLogger(Contexts.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_BYTES = 4_000;

  private final Environment environment;
  private final Map<String, Set<Expression>> expressions = new TreeMap<>();
  private final Evaluation evaluation = new Evaluation();

  private Contexts(World world) {
    environment =
        Environment.builder()
            .variable("evt", EventTypes.EVENT)
            .functions(Helpers.of(world))
            .build();
  }

  /**
   * Of all files together.
   *
   * @throws ConfigException with every problem of a file
   */
  static Contexts of(List<InstalledItem> files, World world) throws ConfigException {
    Contexts contexts = new Contexts(world);
    for (InstalledItem file : files) {
      ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
      for (ConfigFile document : ConfigFile.documentsOfText(file.file(), file.text())) {
        contexts.add(file, document.open(Map.of(), report).values("context"));
      }
      report.finish();
    }
    return contexts;
  }

  private void add(InstalledItem file, Map<String, ?> names) {
    names.forEach(
        (name, texts) -> {
          if (texts instanceof List<?> list) {
            list.forEach(text -> add(file, name, String.valueOf(text)));
          }
        });
  }

  /** Contexts of a firewall for applications name what only that has; those are left out. */
  private void add(InstalledItem file, String name, String text) {
    try {
      Expression expression =
          new Expressions(environment).compile(SourceText.of(file.file(), text), Type.ANY);
      expressions.computeIfAbsent(name, each -> new LinkedHashSet<>()).add(expression);
    } catch (ExpressionException e) {
      log.debug("context {} of {} is left out: {}", name, file.name(), e.getMessage());
    }
  }

  @Override
  public List<Meta> of(List<Event> events) {
    List<Meta> context = new ArrayList<>();
    expressions.forEach(
        (name, all) -> {
          Set<String> values = values(all, events);
          if (!values.isEmpty()) {
            context.add(new Meta(name, bounded(values)));
          }
        });
    return context;
  }

  private Set<String> values(Set<Expression> all, List<Event> events) {
    Set<String> values = new LinkedHashSet<>();
    for (Event event : events) {
      evaluation.with(environment.get("evt"), event);
      for (Expression expression : all) {
        String value = value(expression);
        if (!value.isEmpty()) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private String value(Expression expression) {
    try {
      Object value = expression.evaluate(evaluation);
      return value instanceof String || value instanceof Number ? value.toString() : "";
    } catch (EvaluationException e) {
      return "";
    }
  }

  /** As many from the front as there is room for. */
  private static String bounded(Set<String> values) {
    List<String> kept = new ArrayList<>(values);
    String text = array(kept);
    while (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES && !kept.isEmpty()) {
      kept.remove(kept.size() - 1);
      text = array(kept);
    }
    return text;
  }

  private static String array(List<String> values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (String value : values) {
        json.writeString(value);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return text.toString();
  }
}
