package io.gatehouse.detector.expr;

import io.gatehouse.config.ConfigSection;
import java.util.List;
import java.util.Optional;

/** Loads expressions for one environment: the door of this package. Immutable. */
public final class Expressions {
  private final Environment environment;

  /** For expressions over that environment. */
  public Expressions(Environment environment) {
    this.environment = environment;
  }

  /**
   * Parses, checks and compiles.
   *
   * @param wanted what it must be; {@link Type#ANY} where anything will do
   * @throws ExpressionException with everything that is wrong
   */
  public Expression compile(SourceText source, Type wanted) throws ExpressionException {
    Node node = parse(source);
    Compiler compiler = new Compiler(environment);
    Typed compiled = compiler.compile(node);
    compiler.expect(compiled, wanted, node.at(), "this");
    if (!compiler.problems().isEmpty()) {
      throw new ExpressionException(
          compiler.problems().stream()
              .map(problem -> source.problem(problem.at(), problem.message()))
              .distinct()
              .sorted()
              .toList());
    }
    return new Expression(source.text(), compiled, compiler.slots(), FieldTest.in(node));
  }

  /**
   * The same for the value of a key: what is wrong goes to the section's report. The place that it
   * tells is that within the expression, because YAML may have folded its lines.
   *
   * @return empty if anything was wrong
   */
  public Optional<Expression> compile(ConfigSection section, String key, String text, Type wanted) {
    try {
      return Optional.of(compile(SourceText.of(section.placeOf(key), text), wanted));
    } catch (ExpressionException e) {
      e.problems().forEach(problem -> section.problem(key, problem.inOneLine()));
      return Optional.empty();
    }
  }

  private static Node parse(SourceText source) throws ExpressionException {
    try {
      return Parser.parse(source.text());
    } catch (SyntaxException e) {
      throw new ExpressionException(List.of(source.problem(e.offset(), e.reason())));
    }
  }
}
