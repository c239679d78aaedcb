package io.gatehouse.detector.hubtest;

import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.ExpressionException;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.SourceText;
import io.gatehouse.detector.expr.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates assertions on the results of a run. One thread at a time. */
final class AssertionCheck {
  /** Longest value that a failure shows. */
  private static final int SHOWN = 200;

  private final Expressions expressions;
  private final Environment.Variable results;
  private final Evaluation evaluation = new Evaluation();

  /** Over an environment with a variable {@code results}. */
  AssertionCheck(Environment environment) {
    this.expressions = new Expressions(environment);
    this.results = environment.get("results");
  }

  /** Sets what {@code results} is. */
  AssertionCheck over(Object value) {
    evaluation.with(results, value);
    return this;
  }

  /** What does not hold, one line each. */
  List<String> failures(List<Assertion> assertions) {
    List<String> failures = new ArrayList<>();
    for (Assertion assertion : assertions) {
      String problem = problem(assertion);
      if (problem != null) {
        failures.add(assertion.file() + ":" + assertion.line() + ": " + assertion.text() + problem);
      }
    }
    return failures;
  }

  /** Whether an assertion holds. */
  boolean holds(Assertion assertion) {
    return problem(assertion) == null;
  }

  private @Nullable String problem(Assertion assertion) {
    try {
      return compile(assertion.expression(), Type.BOOL).test(evaluation)
          ? null
          : instead(assertion.subject());
    } catch (EvaluationException e) {
      return ": " + e.getMessage();
    } catch (ExpressionException e) {
      return ": " + e.problems().get(0).message();
    }
  }

  private String instead(String subject) {
    if (subject.isEmpty()) {
      return "";
    }
    try {
      String value = String.valueOf(compile(subject, Type.ANY).evaluate(evaluation));
      String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
      return ": it is \"" + shown.replaceAll("\\p{Cc}", "?") + "\"";
    } catch (EvaluationException | ExpressionException e) {
      return "";
    }
  }

  private Expression compile(String text, Type wanted) throws ExpressionException {
    return expressions.compile(SourceText.of("assert", text), wanted);
  }
}
