package io.gatehouse.detector.grok;

import io.gatehouse.detector.regex.PatternBudgetException;
import io.gatehouse.detector.regex.SafePattern;
import io.gatehouse.detector.regex.SearchBudget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pattern that was put together: matches a text and tells its fields. Immutable, thread-safe. */
public final class GrokPattern {
  private final String text;
  private final SafePattern pattern;
  private final String[] fields;
  private final List<String> names;
  private final int[] groups;

  GrokPattern(String text, SafePattern pattern, Map<String, String> groupOfField) {
    this.text = text;
    this.pattern = pattern;
    this.fields = groupOfField.keySet().stream().map(String::intern).toArray(String[]::new);
    this.names = List.of(fields);
    this.groups = new int[fields.length];
    for (int i = 0; i < fields.length; i++) {
      groups[i] = 1 + pattern.groups().indexOf(groupOfField.get(fields[i]));
    }
  }

  /** Takes the fields of a match. */
  @FunctionalInterface
  public interface FieldSink {
    /** A field; "" where its part of the pattern took no part in the match. */
    void field(String name, String value);
  }

  /**
   * Looks for the first match, anywhere in the text, and hands out every field if there is one.
   *
   * @return whether it matched
   * @throws PatternBudgetException if the text makes the search too costly
   */
  public boolean match(String text, FieldSink sink) throws PatternBudgetException {
    return handOut(text, pattern.places(text), sink);
  }

  /**
   * The same, paid for from a budget.
   *
   * @throws PatternBudgetException also if it does not suffice; it is spent then
   */
  public boolean match(String text, SearchBudget budget, FieldSink sink)
      throws PatternBudgetException {
    return handOut(text, pattern.places(text, budget), sink);
  }

  private boolean handOut(String text, int @Nullable [] places, FieldSink sink) {
    if (places == null) {
      return false;
    }
    for (int i = 0; i < fields.length; i++) {
      int start = places[2 * groups[i]];
      sink.field(fields[i], start < 0 ? "" : text.substring(start, places[2 * groups[i] + 1]));
    }
    return true;
  }

  /** Whether it matches, whatever its fields are. */
  public boolean matches(String text) throws PatternBudgetException {
    return pattern.find(text);
  }

  /** Names of its fields; a parser's pattern without any never counts as matched. */
  public List<String> fields() {
    return names;
  }

  /** Texts of which one occurs wherever the pattern matches; empty if none is known. */
  public List<String> literals() {
    return pattern.literals();
  }

  /** The regular expression that it became, without its fields. */
  public SafePattern regex() {
    return pattern;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
