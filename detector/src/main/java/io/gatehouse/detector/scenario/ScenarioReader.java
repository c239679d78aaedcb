package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.expr.Type.ANY;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Scope;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.scenario.Scenario.Bayesian;
import io.gatehouse.detector.scenario.Scenario.ScopeRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one document for its {@link Scenario}; problems go to the section's report, and
 * the scenario means nothing where there were any.
 */
final class ScenarioReader {
  private static final List<String> DATA_TYPES = List.of("string", "regex", "regexp", "map");

  private final ConfigSection section;
  private final Language language;

  private ScenarioReader(ConfigSection section, Language language) {
    this.section = section;
    this.language = language;
  }

  static Scenario read(
      ConfigSection section, ScenarioFile file, Language language, Predicate<String> simulation) {
    ScenarioReader reader = new ScenarioReader(section, language);
    Scenario scenario = new Scenario(reader, file, simulation);
    reader.readWhatHasNoMeaningHere();
    reader.check(scenario);
    return scenario;
  }

  String needed(String key, String remedy) {
    section.require(key, remedy);
    return section.text(key, "");
  }

  BucketType type() {
    section.require("type", "write leaky, trigger, counter, conditional or bayesian");
    return section.value("type", BucketType.LEAKY, BucketType::of, BucketType::word);
  }

  Expression filter() {
    return language.required(section, "filter", "say which events it is about");
  }

  @Nullable Expression hook(String key, Type wanted) {
    return language.optional(section, key, wanted);
  }

  int size(String key, int min) {
    return section.integer(key, 0, min, Integer.MAX_VALUE);
  }

  Duration duration(String key) {
    return section.duration(key, Duration.ZERO, Duration.ZERO);
  }

  boolean flag(String key) {
    return section.flag(key, false);
  }

  Map<String, @Nullable Object> labels() {
    return section.values("labels");
  }

  private void readWhatHasNoMeaningHere() {
    section.ignoredFlag("debug", "`gatehouse explain` shows every step");
    section.text("format", "");
    section.text("version", ""); // the hub's index knows better
    section.texts("references", List.of());
  }

  ScopeRule scope() {
    ConfigSection scope = section.section("scope");
    String word = Scope.of(scope.text("type", Scope.IP.word())).word();
    Expression expression = language.optional(scope, "expression", ANY);
    if (word.equals(Scope.IP.word()) && expression != null) {
      scope.problem("expression", "is not for scope Ip: its value is always evt.Meta.source_ip");
    }
    if (!Scope.of(word).isAddress()) {
      scope.require("expression", "say what the value of scope " + word + " is");
    }
    return new ScopeRule(word, expression);
  }

  Bayesian bayesian() {
    List<BayesianCondition> conditions = new ArrayList<>();
    for (ConfigSection condition : section.sections("bayesian_conditions")) {
      conditions.add(
          new BayesianCondition(
              language.required(condition, "condition", "say what to look for"),
              probability(condition, "prob_given_evil"),
              probability(condition, "prob_given_benign"),
              condition.flag("guillotine", false)));
    }
    return new Bayesian(
        fraction(section, "bayesian_prior"),
        fraction(section, "bayesian_threshold"),
        List.copyOf(conditions));
  }

  private static float probability(ConfigSection section, String key) {
    section.require(key, "write a probability, such as 0.8");
    return fraction(section, key);
  }

  private static float fraction(ConfigSection section, String key) {
    return section.value(key, 0f, ScenarioReader::fraction);
  }

  private static float fraction(String text) {
    try {
      float number = Float.parseFloat(text);
      if (number >= 0 && number <= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like every number that is no probability.
    }
    throw new IllegalArgumentException("a number from 0 to 1 is expected");
  }

  List<RequiredFile> data() {
    List<RequiredFile> files = new ArrayList<>();
    for (ConfigSection each : section.sections("data")) {
      each.require("dest_file", "name the file as expressions do");
      files.add(
          new RequiredFile(
              each.text("dest_file", ""), each.value("type", "string", ScenarioReader::dataType)));
      each.text("source_url", "");
      readCaching(each);
    }
    return List.copyOf(files);
  }

  private static String dataType(String word) {
    if (DATA_TYPES.contains(word)) {
      return word;
    }
    throw new IllegalArgumentException("one of " + String.join(", ", DATA_TYPES) + " is expected");
  }

  /** Upstream keeps results of slow regular expressions; ours need no cache. */
  private static void readCaching(ConfigSection data) {
    data.text("strategy", "");
    data.integer("size", 0, 0, Integer.MAX_VALUE);
    data.duration("ttl", Duration.ZERO, Duration.ZERO);
    data.flag("cache", true);
  }

  private void check(Scenario scenario) {
    int capacity = scenario.capacity;
    switch (scenario.type) {
      case LEAKY -> {
        positive("leakspeed", scenario.leakspeed);
        capacityIs(capacity > 0, "at least 1 is expected: how many events it holds");
      }
      case TRIGGER -> capacityIs(capacity == 0, "a trigger has none; remove the key");
      case COUNTER -> {
        positive("duration", scenario.duration);
        capacityIs(capacity == Scenario.ENDLESS, "-1 is expected: a counter has no limit");
      }
      case CONDITIONAL -> checkConditional(scenario);
      case BAYESIAN -> checkBayesian(scenario);
    }
  }

  private void checkConditional(Scenario scenario) {
    positive("leakspeed", scenario.leakspeed);
    section.require("condition", "say when its bucket overflows");
    if (scenario.capacity != Scenario.ENDLESS) {
      section.warn(
          "capacity", "is " + scenario.capacity + ", which only limits the events; -1 is usual");
    }
  }

  private void checkBayesian(Scenario scenario) {
    positive("leakspeed", scenario.leakspeed);
    capacityIs(
        scenario.capacity == Scenario.ENDLESS, "-1 is expected: a bayesian bucket has no limit");
    section.require("bayesian_conditions", "list what speaks for and against an attack");
    section.require("bayesian_prior", "write how probable an attack is before, such as 0.5");
    section.require("bayesian_threshold", "write above which probability it overflows");
    if (section.has("bayesian_threshold") && scenario.bayesian.threshold() == 0) {
      section.reject("bayesian_threshold", "more than 0 is expected");
    }
  }

  private void positive(String key, Duration value) {
    String remedy = "write a duration, such as " + GoDuration.format(Duration.ofSeconds(10));
    if (section.require(key, remedy) && value.isZero()) {
      section.reject(key, "a duration longer than 0 is expected");
    }
  }

  private void capacityIs(boolean right, String expected) {
    if (!right && section.has("capacity")) {
      section.reject("capacity", expected);
    } else if (!right) {
      section.require("capacity", expected);
    }
  }
}
