package io.gatehouse.detector.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parser makes of an expression; {@code at} is an offset into its text. Immutable. */
sealed interface Node {

  /** Where a message about it should point to. */
  int at();

  /** A literal: null, Boolean, Long, Double or String. */
  record Constant(int at, @Nullable Object value) implements Node {}

  /** A variable of the environment or of a {@code let}. */
  record Name(int at, String name) implements Node {}

  /** {@code #}, {@code #acc} or {@code #index}. */
  record Pointer(int at, String name) implements Node {}

  /** {@code not x}, {@code -x}, {@code +x}. */
  record Unary(int at, String operator, Node operand) implements Node {}

  /** Two operands; {@code not in} and its like come as a Unary around it. */
  record Binary(int at, String operator, Node left, Node right) implements Node {}

  /** {@code && || +} with all their operands, however many, so that nobody has to recurse. */
  record Chain(int at, String operator, List<Node> operands) implements Node {}

  /** {@code a ? b : c}, {@code if a {b} else {c}}. */
  record Choice(int at, Node condition, Node then, Node otherwise) implements Node {}

  /** {@code let name = value; body}. */
  record Let(int at, String name, Node value, Node body) implements Node {}

  /** {@code a; b; c}: the last one's value. */
  record Sequence(int at, List<Node> steps) implements Node {}

  /** {@code base.name}. */
  record Member(int at, Node base, String name) implements Node {}

  /** {@code base[key]}. */
  record Index(int at, Node base, Node key) implements Node {}

  /** {@code base[from:to]}. */
  record Slice(int at, Node base, @Nullable Node from, @Nullable Node to) implements Node {}

  /** {@code base?.rest}: nil where the base is nil, else the rest, which begins at {@link Held}. */
  record SafeChain(int at, Node base, int hold, Node rest) implements Node {}

  /** The value before the {@code ?.} of the chain of that number. */
  record Held(int at, int hold) implements Node {}

  /** {@code name(arguments)}. */
  record Call(int at, String name, List<Node> arguments) implements Node {}

  /** {@code base.name(arguments)}. */
  record MethodCall(int at, Node base, String name, List<Node> arguments) implements Node {}

  /** The body that a predicate function evaluates for each element. */
  record Closure(int at, Node body) implements Node {}

  /** {@code [a, b]}. */
  record ListLiteral(int at, List<Node> items) implements Node {}

  /** {@code {key: value}}. */
  record MapLiteral(int at, List<Node> keys, List<Node> values) implements Node {}
}
