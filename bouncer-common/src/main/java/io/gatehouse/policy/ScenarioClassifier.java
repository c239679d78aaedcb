package io.gatehouse.policy;

import io.gatehouse.decision.DecisionKind;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Tells what a decision holds against its target: by its origin where that says more than the
 * scenario (a person, a list), else by the scenario's name.
 *
 * <p>Names come from outside, of any length and number: {@value #NAME_LIMIT} characters are looked
 * at, with a bound on the steps a pattern may take, and {@value #CACHED_NAMES} answers are kept.
 * Thread-safe; what is kept never changes an answer.
 */
public final class ScenarioClassifier {
  private static final int NAME_LIMIT = 128;
  private static final int CACHED_NAMES = 4096;

  /** The rules that come with the product. */
  public static final ScenarioClassifier BUILT_IN = with(List.of());

  private final List<ScenarioRule> rules;
  private final ConcurrentMap<String, Offence> known = new ConcurrentHashMap<>();

  private ScenarioClassifier(List<ScenarioRule> rules) {
    this.rules = rules;
  }

  /** An operator's rules, which come first, and those of the product. */
  public static ScenarioClassifier with(List<ScenarioRule> own) {
    return new ScenarioClassifier(
        Stream.concat(own.stream(), ScenarioTable.ROWS.stream()).toList());
  }

  /** What a decision of this kind is about. */
  public Offence classify(DecisionKind kind) {
    if (kind.origin().isManual()) {
      return Offence.of(ScenarioClass.MANUAL);
    }
    return classifyUnsigned(kind);
  }

  /** As {@link #classify}, as if no person had decided. */
  Offence classifyUnsigned(DecisionKind kind) {
    return kind.origin().isBlocklist() ? Offence.of(ScenarioClass.LIST) : classify(kind.scenario());
  }

  /** What a scenario of this name is about; {@link ScenarioClass#OTHER} where no rule tells. */
  public Offence classify(String scenario) {
    String name = clipped(scenario);
    Offence offence = known.get(name);
    if (offence == null) {
      offence = look(name);
      keep(name, offence);
    }
    return offence;
  }

  /** How many answers are kept. */
  int remembered() {
    return known.size();
  }

  private void keep(String name, Offence offence) {
    if (known.size() >= CACHED_NAMES) {
      known.clear();
    }
    known.put(name, offence);
  }

  private Offence look(String name) {
    return rules.stream()
        .filter(rule -> BoundedSearch.finds(rule.name(), name))
        .map(ScenarioRule::offence)
        .findFirst()
        .orElse(Offence.of(ScenarioClass.OTHER));
  }

  private static String clipped(String scenario) {
    int author = scenario.lastIndexOf('/', NAME_LIMIT);
    int end = Math.min(scenario.length(), author + 1 + NAME_LIMIT);
    return scenario.substring(author + 1, end).toLowerCase(Locale.ROOT);
  }
}
