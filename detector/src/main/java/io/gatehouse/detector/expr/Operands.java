package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Node.Call;
import io.gatehouse.detector.expr.Node.Closure;
import io.gatehouse.detector.expr.Node.Constant;
import io.gatehouse.detector.expr.Node.Held;
import io.gatehouse.detector.expr.Node.Index;
import io.gatehouse.detector.expr.Node.ListLiteral;
import io.gatehouse.detector.expr.Node.MapLiteral;
import io.gatehouse.detector.expr.Node.Member;
import io.gatehouse.detector.expr.Node.MethodCall;
import io.gatehouse.detector.expr.Node.Name;
import io.gatehouse.detector.expr.Node.Pointer;
import io.gatehouse.detector.expr.Node.SafeChain;
import io.gatehouse.detector.expr.Node.Slice;
import io.gatehouse.detector.expr.Parser.Words;
import io.gatehouse.detector.expr.Token.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands between operators: literals, names, brackets, and the links behind them. */
final class Operands {
  /** Functions whose second argument is evaluated once for each element of the first. */
  static final Set<String> PREDICATES =
      Set.of(
          "all",
          "none",
          "any",
          "one",
          "filter",
          "map",
          "count",
          "find",
          "findIndex",
          "findLast",
          "findLastIndex",
          "sum",
          "groupBy",
          "sortBy",
          "reduce");

  private final Parser parser;
  private final Words words;
  private final Set<Node> bracketed = Collections.newSetFromMap(new IdentityHashMap<>());
  private int closures;
  private int holds;

  Operands(Parser parser, Words words) {
    this.parser = parser;
    this.words = words;
  }

  /** Whether it stood in parentheses of its own. */
  boolean bracketed(Node node) {
    return bracketed.contains(node);
  }

  Node operand() throws SyntaxException {
    return linked(bare());
  }

  private Node bare() throws SyntaxException {
    Token token = words.peek();
    return switch (token.kind()) {
      case NUMBER, STRING -> parser.node(new Constant(token.start(), words.next().value()));
      case NAME -> named(words.next());
      case POINTER -> pointer(words.next());
      case OPERATOR -> bracket(token);
      case END -> throw unexpected(token);
    };
  }

  private Node named(Token name) throws SyntaxException {
    return switch (name.text()) {
      case "true" -> parser.node(new Constant(name.start(), true));
      case "false" -> parser.node(new Constant(name.start(), false));
      case "nil" -> parser.node(new Constant(name.start(), null));
      default ->
          words.at("(")
              ? parser.node(new Call(name.start(), name.text(), arguments(name.text(), null)))
              : parser.node(new Name(name.start(), name.text()));
    };
  }

  private Node pointer(Token pointer) throws SyntaxException {
    if (closures == 0) {
      throw new SyntaxException(
          pointer.start(), "'" + pointer.text() + "' stands for an element inside any(), map(), …");
    }
    return parser.node(new Pointer(pointer.start(), pointer.text()));
  }

  private Node bracket(Token token) throws SyntaxException {
    switch (token.text()) {
      case "(" -> {
        words.next();
        Node inside = parser.sequence();
        words.expect(")");
        bracketed.add(inside);
        return inside;
      }
      case "[" -> {
        words.next();
        return parser.node(new ListLiteral(token.start(), list("]")));
      }
      case "{" -> {
        return map(words.next().start());
      }
      case "." -> {
        if (closures > 0) {
          return parser.node(new Pointer(token.start(), "#"));
        }
        throw unexpected(token);
      }
      default -> throw unexpected(token);
    }
  }

  private static SyntaxException unexpected(Token token) {
    return new SyntaxException(token.start(), "expected a value, found " + token.shown());
  }

  private List<Node> list(String close) throws SyntaxException {
    List<Node> items = new ArrayList<>();
    while (!words.skip(close)) {
      items.add(parser.expression());
      if (!words.at(close)) {
        words.expect(",");
      }
    }
    return items;
  }

  private Node map(int at) throws SyntaxException {
    List<Node> keys = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    while (!words.skip("}")) {
      keys.add(key());
      words.expect(":");
      values.add(parser.expression());
      if (!words.at("}")) {
        words.expect(",");
      }
    }
    return parser.node(new MapLiteral(at, keys, values));
  }

  private Node key() throws SyntaxException {
    Token token = words.next();
    if (token.is("(")) {
      Node key = parser.sequence();
      words.expect(")");
      return key;
    }
    boolean word = token.kind() == Kind.OPERATOR && Character.isLetter(token.text().charAt(0));
    if ((token.kind() == Kind.OPERATOR && !word) || token.kind() == Kind.END) {
      throw new SyntaxException(token.start(), "expected a key, found " + token.shown());
    }
    return parser.node(new Constant(token.start(), token.text()));
  }

  /** {@code left | name(arguments)}. */
  Node piped(Node left) throws SyntaxException {
    int at = words.offset();
    String name = words.name("a function behind '|'");
    return linked(parser.node(new Call(at, name, arguments(name, left))));
  }

  private List<Node> arguments(String function, @Nullable Node first) throws SyntaxException {
    words.expect("(");
    List<Node> arguments = new ArrayList<>();
    if (first != null) {
      arguments.add(first);
    }
    while (!words.skip(")")) {
      boolean body = arguments.size() == 1 && PREDICATES.contains(function);
      arguments.add(body ? closure() : parser.expression());
      if (!words.at(")")) {
        words.expect(",");
      }
    }
    return arguments;
  }

  private Node closure() throws SyntaxException {
    int at = words.offset();
    closures++;
    Node body;
    if (words.skip("{")) {
      body = parser.sequence();
      words.expect("}");
    } else {
      body = parser.expression();
    }
    closures--;
    return parser.node(new Closure(at, body));
  }

  /** Follows {@code .name ?.name [key] [from:to] (arguments)} as far as they go. */
  private Node linked(Node start) throws SyntaxException {
    Node node = start;
    while (true) {
      int at = words.offset();
      if (words.skip("?.")) {
        int hold = holds++;
        Node held = parser.node(new Held(at, hold));
        Node first = words.skip("[") ? index(at, held) : member(held);
        return parser.node(new SafeChain(at, node, hold, linked(first)));
      } else if (words.skip(".")) {
        node = member(node);
      } else if (words.skip("[")) {
        node = index(at, node);
      } else {
        return node;
      }
    }
  }

  private Node member(Node base) throws SyntaxException {
    int at = words.offset();
    String name = words.name("a name behind '.'");
    return words.at("(")
        ? parser.node(new MethodCall(at, base, name, arguments("", null)))
        : parser.node(new Member(at, base, name));
  }

  private Node index(int at, Node base) throws SyntaxException {
    Node key = words.at(":") ? null : parser.expression();
    if (key == null || words.at(":")) {
      words.expect(":");
      Node to = words.at("]") ? null : parser.expression();
      words.expect("]");
      return parser.node(new Slice(at, base, key, to));
    }
    words.expect("]");
    return parser.node(new Index(at, base, key));
  }
}
