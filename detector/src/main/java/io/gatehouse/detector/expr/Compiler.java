package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.expr.Node.Call;
import io.gatehouse.detector.expr.Node.Chain;
import io.gatehouse.detector.expr.Node.Choice;
import io.gatehouse.detector.expr.Node.Closure;
import io.gatehouse.detector.expr.Node.Constant;
import io.gatehouse.detector.expr.Node.Held;
import io.gatehouse.detector.expr.Node.Index;
import io.gatehouse.detector.expr.Node.Let;
import io.gatehouse.detector.expr.Node.ListLiteral;
import io.gatehouse.detector.expr.Node.MapLiteral;
import io.gatehouse.detector.expr.Node.Member;
import io.gatehouse.detector.expr.Node.MethodCall;
import io.gatehouse.detector.expr.Node.Name;
import io.gatehouse.detector.expr.Node.Pointer;
import io.gatehouse.detector.expr.Node.SafeChain;
import io.gatehouse.detector.expr.Node.Sequence;
import io.gatehouse.detector.expr.Node.Slice;
import io.gatehouse.detector.expr.Node.Unary;
import io.gatehouse.detector.expr.Scope.Local;
import io.gatehouse.detector.expr.Scope.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks an expression's types and turns it into closures, in one walk over the tree. What is wrong
 * is written down and the walk goes on, so that one load tells everything.
 */
final class Compiler {
  /** Operators inside each other, however they were written. */
  private static final int MAX_DEPTH = 400;

  private static final Code UNKNOWN = e -> null;

  private final Environment environment;
  private final List<Problem> problems = new ArrayList<>();
  private final Logic logic = new Logic(this);
  private final Comparing comparing = new Comparing(this);
  private final Arithmetic arithmetic = new Arithmetic(this);
  private final TextTests textTests = new TextTests(this);
  private final Members members = new Members(this);
  private final Calls calls = new Calls(this);
  private final Predicates predicates = new Predicates(this);
  private final Map<Integer, Typed> held = new HashMap<>();
  private Scope scope = Scope.EMPTY;
  private int slots;
  private int depth;
  private int outsiders;

  Compiler(Environment environment) {
    this.environment = environment;
    this.slots = environment.size();
  }

  /** What is wrong, and where in the text. */
  record Problem(int at, String message) {}

  Environment environment() {
    return environment;
  }

  List<Problem> problems() {
    return problems;
  }

  /** How many values an evaluation has to keep. */
  int slots() {
    return slots;
  }

  /** Writes a problem down; the part may then be anything. */
  Typed wrong(int at, String message) {
    problems.add(new Problem(at, message));
    return new Typed(Type.ANY, UNKNOWN, false, false, 0);
  }

  /** Whether a problem of that part was written down already. */
  static boolean isWrong(Typed part) {
    return part.code() == UNKNOWN;
  }

  Typed compile(Node node) {
    if (++depth > MAX_DEPTH) {
      depth--;
      return wrong(node.at(), "nested deeper than " + MAX_DEPTH + " levels");
    }
    Typed part = part(node);
    depth--;
    return part;
  }

  List<Typed> compile(List<Node> nodes) {
    return nodes.stream().map(this::compile).toList();
  }

  private Typed part(Node node) {
    if (node instanceof Constant constant) {
      return Typed.constant(constant.value());
    } else if (node instanceof Name name) {
      return name(name);
    } else if (node instanceof Pointer pointer) {
      return pointer(pointer);
    } else if (node instanceof Member member) {
      return members.member(member);
    } else if (node instanceof Chain chain) {
      return chain.operator().equals("+") ? arithmetic.sum(chain) : logic.chain(chain);
    } else if (node instanceof Binary binary) {
      return binary(binary);
    } else if (node instanceof Unary unary) {
      return unary.operator().equals("not") ? logic.not(unary) : arithmetic.sign(unary);
    } else if (node instanceof Call call) {
      return Operands.PREDICATES.contains(call.name()) ? predicates.call(call) : calls.call(call);
    } else {
      return rest(node);
    }
  }

  private Typed rest(Node node) {
    if (node instanceof Index index) {
      return members.index(index);
    } else if (node instanceof Slice slice) {
      return members.slice(slice);
    } else if (node instanceof MethodCall call) {
      return calls.method(call);
    } else if (node instanceof SafeChain chain) {
      return safeChain(chain);
    } else if (node instanceof Held hold) {
      return held.getOrDefault(hold.hold(), Typed.constant(null));
    } else if (node instanceof Choice choice) {
      return logic.choice(choice);
    } else if (node instanceof Let let) {
      return let(let);
    } else if (node instanceof Sequence sequence) {
      return sequence(sequence);
    } else if (node instanceof ListLiteral list) {
      return Literals.list(compile(list.items()));
    } else if (node instanceof MapLiteral map) {
      return Literals.map(compile(map.keys()), compile(map.values()));
    } else {
      return wrong(((Closure) node).at(), "a closure has no value");
    }
  }

  private Typed binary(Binary binary) {
    return switch (binary.operator()) {
      case "==", "!=" -> comparing.equality(binary);
      case "<", "<=", ">", ">=" -> comparing.order(binary);
      case "in" -> comparing.in(binary);
      case "matches", "contains", "startsWith", "endsWith" -> textTests.test(binary);
      case "??" -> logic.coalesce(binary);
      default -> arithmetic.binary(binary);
    };
  }

  /** How many times a variable, or where an element stands, was looked at so far. */
  int outsiders() {
    return outsiders;
  }

  private Typed name(Name name) {
    outsiders++;
    Local local = scope.find(name.name());
    if (local != null) {
      int slot = local.slot();
      return new Typed(local.type(), slotOf(local.type(), slot), false, true, local.loops());
    }
    Environment.Variable variable = environment.variable(name.name());
    if (variable != null) {
      int slot = variable.slot();
      return Typed.leaf(variable.type(), slotOf(variable.type(), slot));
    }
    List<String> known = new ArrayList<>(environment.variables());
    known.addAll(scope.names());
    return wrong(name.at(), "'" + name.name() + "' is unknown" + Suggest.among(name.name(), known));
  }

  private Typed pointer(Pointer pointer) {
    Loop loop = scope.loop();
    if (loop == null) {
      return wrong(pointer.at(), "'" + pointer.name() + "' stands outside a closure");
    }
    int bit = 1 << loop.depth();
    outsiders += pointer.name().equals("#") ? 0 : 1;
    return switch (pointer.name()) {
      case "#" -> new Typed(loop.element(), slotOf(loop.element(), loop.slot()), false, true, bit);
      case "#index" -> new Typed(Type.INT, slotOf(Type.INT, loop.slot() + 1), false, true, bit);
      case "#acc" -> new Typed(Type.ANY, slotOf(Type.ANY, loop.slot() + 2), false, true, bit);
      default ->
          wrong(pointer.at(), "'" + pointer.name() + "' is unknown; expected #, #index or #acc");
    };
  }

  private static Code slotOf(Type type, int slot) {
    return Coerce.typed(type, e -> e.slot(slot));
  }

  private Typed let(Let let) {
    if (scope.find(let.name()) != null || environment.variable(let.name()) != null) {
      return wrong(let.at(), "'" + let.name() + "' has a value already; take another name");
    }
    Typed value = compile(let.value());
    int slot = newSlots(1);
    Scope outer = scope;
    scope = scope.with(new Local(let.name(), value.type(), slot, value.loops()));
    Typed body = compile(let.body());
    scope = outer;
    Code code = Logic.after(e -> e.put(slot, value.code().value(e)), body);
    return Typed.made(body.type(), code, value.pure(), List.of(body, unfoldable(value)));
  }

  private static Typed unfoldable(Typed part) {
    return new Typed(part.type(), part.code(), false, part.pure(), part.loops());
  }

  private Typed sequence(Sequence sequence) {
    List<Typed> steps = compile(sequence.steps());
    Typed last = steps.get(steps.size() - 1);
    Code[] before =
        steps.subList(0, steps.size() - 1).stream().map(Typed::code).toArray(Code[]::new);
    Code code =
        Logic.after(
            e -> {
              for (Code step : before) {
                step.value(e);
              }
            },
            last);
    return Typed.made(last.type(), code, true, steps);
  }

  private Typed safeChain(SafeChain chain) {
    Typed base = compile(chain.base());
    int slot = newSlots(1);
    held.put(
        chain.hold(),
        new Typed(base.type(), slotOf(base.type(), slot), false, base.pure(), base.loops()));
    Typed rest = compile(chain.rest());
    Code code =
        e -> {
          Object value = base.code().value(e);
          if (value == null) {
            return null;
          }
          e.put(slot, value);
          return rest.code().value(e);
        };
    return Typed.made(rest.type().or(Type.NIL), code, base, rest);
  }

  /** The first of {@code count} new slots. */
  int newSlots(int count) {
    slots += count;
    return slots - count;
  }

  /** Compiles the body of a closure over elements of that type. */
  Typed body(Node body, Loop loop) {
    Scope outer = scope;
    scope = scope.with(loop);
    Typed compiled = compile(body);
    scope = outer;
    return compiled;
  }

  /** How deep the next closure would stand. */
  int loopDepth() {
    Loop loop = scope.loop();
    return loop == null ? 0 : loop.depth() + 1;
  }

  /** The type must fit; else a problem is written down. */
  boolean expect(Typed part, Type wanted, int at, @Nullable String who) {
    if (part.type().fits(wanted)) {
      return true;
    }
    wrong(at, (who == null ? "" : who + " ") + "wants " + wanted + ", got " + part.type());
    return false;
  }
}
