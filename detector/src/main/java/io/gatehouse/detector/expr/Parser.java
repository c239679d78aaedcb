package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.expr.Node.Chain;
import io.gatehouse.detector.expr.Node.Choice;
import io.gatehouse.detector.expr.Node.Constant;
import io.gatehouse.detector.expr.Node.Let;
import io.gatehouse.detector.expr.Node.Sequence;
import io.gatehouse.detector.expr.Node.Unary;
import io.gatehouse.detector.expr.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Top-down operator precedence (Pratt, 1973). Chains of one operator become one node, so that a
 * thousand operands are no deeper than two.
 */
final class Parser {
  /** Upstream's limit of one expression. */
  static final int MAX_NODES = 10_000;

  /** Brackets, closures and branches inside each other; the hub needs about ten. */
  static final int MAX_NESTING = 150;

  private static final int UNARY_NOT = 50;
  private static final int UNARY_SIGN = 90;
  private static final String MIXED = "'??' beside another operator needs parentheses";
  private static final Set<String> NEGATABLE =
      Set.of("in", "matches", "contains", "startsWith", "endsWith");
  private static final Set<String> ORDER = Set.of("<", "<=", ">", ">=");

  private final Words words;
  private final Operands operands;
  private int nodes;
  private int nesting;

  private Parser(Words words) {
    this.words = words;
    this.operands = new Operands(this, words);
  }

  static Node parse(String text) throws SyntaxException {
    Parser parser = new Parser(new Words(Lexer.cut(text)));
    Node node = parser.sequence();
    parser.words.expectEnd();
    return node;
  }

  /** Expressions with ';' between them. */
  Node sequence() throws SyntaxException {
    Node first = expression();
    if (!words.at(";")) {
      return first;
    }
    List<Node> steps = new ArrayList<>(List.of(first));
    while (words.skip(";")) {
      if (words.atEnd() || words.at(")") || words.at("}")) {
        break;
      }
      steps.add(expression());
    }
    return steps.size() == 1 ? first : node(new Sequence(first.at(), steps));
  }

  /** The whole of an argument, an element, a branch. */
  Node expression() throws SyntaxException {
    deeper();
    Node node;
    if (words.at("let")) {
      node = let();
    } else if (words.at("if")) {
      node = conditional();
    } else {
      node = choice(binary(0));
    }
    nesting--;
    return node;
  }

  private Node let() throws SyntaxException {
    int at = words.next().start();
    String name = words.name("a name for the value");
    words.expect("=");
    Node value = expression();
    words.expect(";");
    return node(new Let(at, name, value, sequence()));
  }

  private Node conditional() throws SyntaxException {
    int at = words.next().start();
    Node condition = expression();
    Node then = block();
    words.expect("else");
    deeper();
    Node otherwise = words.at("if") ? conditional() : block();
    nesting--;
    return node(new Choice(at, condition, then, otherwise));
  }

  private Node block() throws SyntaxException {
    words.expect("{");
    Node body = sequence();
    words.expect("}");
    return body;
  }

  private Node choice(Node condition) throws SyntaxException {
    int at = words.offset();
    if (words.skip("?:")) {
      return node(new Choice(at, condition, new Constant(at, true), expression()));
    }
    if (!words.skip("?")) {
      return condition;
    }
    Node then = expression();
    words.expect(":");
    return node(new Choice(at, condition, then, expression()));
  }

  /** Operands joined by operators that bind at least as tight as {@code level}. */
  Node binary(int level) throws SyntaxException {
    Node left = unary();
    while (true) {
      boolean negated = words.at("not") && NEGATABLE.contains(words.textAfter());
      String operator = negated ? words.textAfter() : words.operator();
      int precedence = precedence(operator);
      if (operator == null || precedence < level) {
        return left;
      }
      int at = words.offset();
      if (negated) {
        words.next();
      }
      words.next();
      if (operator.equals("??") && level > 0 && level < 500) {
        throw new SyntaxException(at, MIXED);
      }
      left = joined(at, operator, left, precedence);
      if (negated) {
        left = node(new Unary(at, "not", left));
      }
    }
  }

  private Node joined(int at, String operator, Node left, int precedence) throws SyntaxException {
    return switch (operator) {
      case "|" -> operands.piped(left);
      case "&&", "and" -> chain(at, "&&", left, binary(precedence + 1));
      case "||", "or" -> chain(at, "||", left, binary(precedence + 1));
      case "+" -> chain(at, "+", left, binary(precedence + 1));
      case "**", "^" -> node(new Binary(at, "**", left, binary(precedence)));
      case "??" -> coalesced(at, left, binary(precedence + 1));
      case "<", "<=", ">", ">=" -> compared(at, operator, left, binary(precedence + 1));
      default -> node(new Binary(at, operator, left, binary(precedence + 1)));
    };
  }

  private Node chain(int at, String operator, Node left, Node right) throws SyntaxException {
    if (left instanceof Chain chain && chain.operator().equals(operator)) {
      chain.operands().add(right);
      return left;
    }
    return node(new Chain(at, operator, new ArrayList<>(List.of(left, right))));
  }

  private Node coalesced(int at, Node left, Node right) throws SyntaxException {
    String next = words.operator();
    if (next != null && precedence(next) > 0 && !next.equals("??")) {
      throw new SyntaxException(at, MIXED);
    }
    return node(new Binary(at, "??", left, right));
  }

  /** {@code a < b < c} is {@code a < b && b < c}. */
  private Node compared(int at, String operator, Node left, Node right) throws SyntaxException {
    Node middle = lastCompared(left);
    if (middle == null) {
      return node(new Binary(at, operator, left, right));
    }
    return chain(at, "&&", left, node(new Binary(at, operator, middle, right)));
  }

  private @Nullable Node lastCompared(Node left) {
    Node last = left;
    if (left instanceof Chain chain && chain.operator().equals("&&")) {
      last = chain.operands().get(chain.operands().size() - 1);
    }
    boolean order = last instanceof Binary binary && ORDER.contains(binary.operator());
    return order && !operands.bracketed(left) ? ((Binary) last).right() : null;
  }

  private Node unary() throws SyntaxException {
    int at = words.offset();
    if (words.at("not") || words.at("!")) {
      words.next();
      deeper();
      Node operand = binary(UNARY_NOT);
      nesting--;
      return node(new Unary(at, "not", operand));
    }
    if (words.at("-") || words.at("+")) {
      String sign = words.next().text();
      deeper();
      Node operand = binary(UNARY_SIGN);
      nesting--;
      return node(new Unary(at, sign, operand));
    }
    return operands.operand();
  }

  private static int precedence(@Nullable String operator) {
    if (operator == null) {
      return -1;
    }
    return switch (operator) {
      case "|" -> 0;
      case "or", "||" -> 10;
      case "and", "&&" -> 15;
      case "==",
          "!=",
          "<",
          ">",
          "<=",
          ">=",
          "in",
          "matches",
          "contains",
          "startsWith",
          "endsWith" ->
          20;
      case ".." -> 25;
      case "+", "-" -> 30;
      case "*", "/", "%" -> 60;
      case "**", "^" -> 100;
      case "??" -> 500;
      default -> -1;
    };
  }

  /** Counts what is made. */
  <N extends Node> N node(N node) throws SyntaxException {
    if (++nodes > MAX_NODES) {
      throw new SyntaxException(node.at(), "the expression has more than " + MAX_NODES + " parts");
    }
    return node;
  }

  private void deeper() throws SyntaxException {
    if (++nesting > MAX_NESTING) {
      throw new SyntaxException(words.offset(), "nested deeper than " + MAX_NESTING + " levels");
    }
  }

  /** Reads the words one after the other. */
  static final class Words {
    private final List<Token> tokens;
    private int position;

    Words(List<Token> tokens) {
      this.tokens = tokens;
    }

    Token peek() {
      return tokens.get(position);
    }

    Token next() {
      Token token = tokens.get(position);
      position = Math.min(position + 1, tokens.size() - 1);
      return token;
    }

    boolean at(String operator) {
      return peek().is(operator);
    }

    boolean atEnd() {
      return peek().kind() == Kind.END;
    }

    boolean skip(String operator) {
      boolean there = at(operator);
      if (there) {
        next();
      }
      return there;
    }

    void expect(String operator) throws SyntaxException {
      if (!skip(operator)) {
        throw new SyntaxException(offset(), "expected '" + operator + "', found " + peek().shown());
      }
    }

    void expectEnd() throws SyntaxException {
      if (!atEnd()) {
        throw new SyntaxException(
            offset(), "expected an operator or the end, found " + peek().shown());
      }
    }

    String name(String what) throws SyntaxException {
      if (peek().kind() != Kind.NAME) {
        throw new SyntaxException(offset(), "expected " + what + ", found " + peek().shown());
      }
      return next().text();
    }

    @Nullable String operator() {
      return peek().kind() == Kind.OPERATOR ? peek().text() : null;
    }

    String textAfter() {
      return position + 1 < tokens.size() ? tokens.get(position + 1).text() : "";
    }

    int offset() {
      return peek().start();
    }
  }
}
