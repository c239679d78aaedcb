package io.gatehouse.detector.expr;

import java.util.List;
import java.util.stream.Collectors;

/** An expression that cannot be loaded, with everything that is wrong in it. */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // never serialised
  private final List<ExpressionProblem> problems;

  ExpressionException(List<ExpressionProblem> problems) {
    super(problems.stream().map(ExpressionProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** By place; at least one. */
  public List<ExpressionProblem> problems() {
    return problems;
  }
}
