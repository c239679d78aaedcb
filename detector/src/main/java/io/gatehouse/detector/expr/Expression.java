package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression, checked and compiled. Immutable and thread-safe; each thread brings its own {@link
 * Evaluation}.
 */
public final class Expression {
  private final String text;
  private final Type type;
  private final Code code;
  private final OfBool test;
  private final int slots;
  private final List<FieldTest> requirements;

  Expression(String text, Typed compiled, int slots, List<FieldTest> requirements) {
    this.text = text;
    this.type = compiled.type();
    this.code = compiled.code();
    this.test = Coerce.bool(compiled, "the expression");
    this.slots = slots;
    this.requirements = requirements;
  }

  /**
   * Its value, as {@link Type} says.
   *
   * @throws EvaluationException if it has none for these variables
   */
  public @Nullable Object evaluate(Evaluation evaluation) throws EvaluationException {
    evaluation.begin(slots);
    try {
      return code.value(evaluation);
    } catch (StackOverflowError e) {
      throw new EvaluationException("the values are nested too deep");
    }
  }

  /**
   * Whether it is true.
   *
   * @throws EvaluationException if it has no value, or one that is not a bool
   */
  public boolean test(Evaluation evaluation) throws EvaluationException {
    evaluation.begin(slots);
    try {
      return test.test(evaluation);
    } catch (StackOverflowError e) {
      throw new EvaluationException("the values are nested too deep");
    }
  }

  /** What it is, as far as that is known. */
  public Type type() {
    return type;
  }

  /**
   * Comparisons of a field with constants that must all hold for it to be true: what a filter can
   * be found by, so that it need not be evaluated for every event.
   */
  public List<FieldTest> requirements() {
    return requirements;
  }

  /** As its author wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
