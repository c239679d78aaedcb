package io.gatehouse.detector.expr;

import java.util.List;

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

  private static Node parse(SourceText source) throws ExpressionException {
    try {
      return Parser.parse(source.text());
    } catch (SyntaxException e) {
      throw new ExpressionException(List.of(source.problem(e.offset(), e.reason())));
    }
  }
}
