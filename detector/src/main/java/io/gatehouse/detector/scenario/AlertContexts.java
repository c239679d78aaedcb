package io.gatehouse.detector.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.alert.Meta;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.ExpressionException;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.helper.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of the hub's folder {@code contexts}: names, and expressions over {@code evt} that
 * give values to them. Expressions over {@code match} or {@code req}, which upstream's firewall for
 * applications brings, are left out. Not thread-safe.
 */
public final class AlertContexts implements AlertContext {
  /** How long the values of one name may be together; upstream's limit. */
  static final int MAX_BYTES = 4000;

  private static final Pattern FIREWALL = Pattern.compile("\\b(match|req)\\b");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Language language;
  private final SortedMap<String, List<Expression>> expressions = new TreeMap<>();
  private final Evaluation evaluation = new Evaluation();

  private AlertContexts(Language language) {
    this.language = language;
  }

  /**
   * Reads files; what several say about one name is put together.
   *
   * @param files their version and hash do not matter
   * @param world what helper functions see
   * @throws ConfigException with every problem of every file
   */
  public static AlertContexts load(List<ScenarioFile> files, World world) throws ConfigException {
    AlertContexts contexts = new AlertContexts(new Language(world));
    List<ConfigProblem> problems = new ArrayList<>();
    for (ScenarioFile file : files) {
      try {
        ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
        for (ConfigFile document : ConfigFile.documentsOfText(file.file(), file.text())) {
          contexts.read(document.open(Map.of(), report));
        }
        report.finish();
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return contexts;
  }

  private void read(ConfigSection section) {
    for (Map.Entry<String, @Nullable Object> entry : section.values("context").entrySet()) {
      if (entry.getValue() instanceof List<?> texts) {
        texts.forEach(text -> read(section, entry.getKey(), String.valueOf(text)));
      } else {
        section.problem("context", "has no list of expressions at '" + entry.getKey() + "'");
      }
    }
  }

  private void read(ConfigSection section, String name, String text) {
    if (FIREWALL.matcher(text).find()) {
      return;
    }
    try {
      expressions
          .computeIfAbsent(name, any -> new ArrayList<>())
          .add(language.compile(name, text, Type.ANY));
    } catch (ExpressionException e) {
      section.problem("context", "is wrong at '" + name + "': " + e.getMessage());
    }
  }

  @Override
  public List<Meta> of(List<Event> events) {
    List<Meta> context = new ArrayList<>();
    for (Map.Entry<String, List<Expression>> entry : expressions.entrySet()) {
      Set<String> values = new LinkedHashSet<>();
      for (Event event : events) {
        entry.getValue().forEach(expression -> add(values, value(expression, event)));
      }
      String json = json(new ArrayList<>(values));
      if (!values.isEmpty() && !json.equals("[]")) {
        context.add(new Meta(entry.getKey(), json));
      }
    }
    return context;
  }

  private static void add(Set<String> values, String value) {
    if (!value.isEmpty()) {
      values.add(value);
    }
  }

  /** A text or a number; "" for what is neither, or has no value for this event. */
  private String value(Expression expression, Event event) {
    try {
      Object value = expression.evaluate(evaluation.with(language.event(), event));
      return value instanceof String || value instanceof Long ? value.toString() : "";
    } catch (EvaluationException e) {
      return "";
    }
  }

  /** As many values as fit, the first ones. */
  private static String json(List<String> values) {
    int bytes = "[]".length();
    for (int i = 0; i < values.size(); i++) {
      bytes += text(values.get(i)).getBytes(StandardCharsets.UTF_8).length + (i == 0 ? 0 : 1);
      if (bytes > MAX_BYTES) {
        return text(values.subList(0, i));
      }
    }
    return text(values);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }
}
