package io.gatehouse.detector.expr;

import org.jspecify.annotations.Nullable;

/** A part of a compiled expression. What is known to be primitive is never boxed on its way. */
@FunctionalInterface
interface Code {

  /** Its value, as {@link Type} says. */
  @Nullable Object value(Evaluation e) throws EvaluationException;

  /** A bool. */
  @FunctionalInterface
  interface OfBool extends Code {
    boolean test(Evaluation e) throws EvaluationException;

    @Override
    default Object value(Evaluation e) throws EvaluationException {
      return test(e);
    }
  }

  /** An int. */
  @FunctionalInterface
  interface OfInt extends Code {
    long number(Evaluation e) throws EvaluationException;

    @Override
    default Object value(Evaluation e) throws EvaluationException {
      return number(e);
    }
  }

  /** A float. */
  @FunctionalInterface
  interface OfFloat extends Code {
    double number(Evaluation e) throws EvaluationException;

    @Override
    default Object value(Evaluation e) throws EvaluationException {
      return number(e);
    }
  }

  /** A string, or null for nil. */
  @FunctionalInterface
  interface OfText extends Code {
    @Nullable String text(Evaluation e) throws EvaluationException;

    @Override
    default @Nullable Object value(Evaluation e) throws EvaluationException {
      return text(e);
    }
  }
}
