package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfFloat;
import io.gatehouse.detector.expr.Code.OfInt;
import io.gatehouse.detector.expr.Code.OfText;
import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.expr.Node.Chain;
import io.gatehouse.detector.expr.Node.Choice;
import io.gatehouse.detector.expr.Node.Unary;
import java.util.List;

/** {@code && || not ?: ??}: nothing is true but true, and nothing is evaluated that need not be. */
final class Logic {
  private final Compiler compiler;

  Logic(Compiler compiler) {
    this.compiler = compiler;
  }

  Typed chain(Chain chain) {
    List<Typed> parts = compiler.compile(chain.operands());
    for (int i = 0; i < parts.size(); i++) {
      compiler.expect(parts.get(i), Type.BOOL, chain.operands().get(i).at(), chain.operator());
    }
    OfBool[] codes =
        parts.stream().map(part -> Coerce.bool(part, chain.operator())).toArray(OfBool[]::new);
    return Typed.made(
        Type.BOOL, chain.operator().equals("&&") ? all(codes) : any(codes), true, parts);
  }

  private static OfBool all(OfBool[] parts) {
    OfBool first = parts[0];
    OfBool second = parts[1];
    if (parts.length == 2) {
      return e -> first.test(e) && second.test(e);
    }
    return e -> {
      for (OfBool part : parts) {
        if (!part.test(e)) {
          return false;
        }
      }
      return true;
    };
  }

  private static OfBool any(OfBool[] parts) {
    OfBool first = parts[0];
    OfBool second = parts[1];
    if (parts.length == 2) {
      return e -> first.test(e) || second.test(e);
    }
    return e -> {
      for (OfBool part : parts) {
        if (part.test(e)) {
          return true;
        }
      }
      return false;
    };
  }

  Typed not(Unary not) {
    Typed operand = compiler.compile(not.operand());
    compiler.expect(operand, Type.BOOL, not.at(), "not");
    OfBool code = Coerce.bool(operand, "not");
    return Typed.made(Type.BOOL, (OfBool) e -> !code.test(e), operand);
  }

  Typed choice(Choice choice) {
    Typed condition = compiler.compile(choice.condition());
    compiler.expect(condition, Type.BOOL, choice.condition().at(), "a condition");
    Typed then = compiler.compile(choice.then());
    Typed otherwise = compiler.compile(choice.otherwise());
    OfBool test = Coerce.bool(condition, "a condition");
    if (condition.constant() && condition.type() == Type.BOOL) {
      return Boolean.TRUE.equals(condition.value()) ? then : otherwise;
    }
    Type type = then.type().or(otherwise.type());
    return Typed.made(type, choice(type, test, then, otherwise), condition, then, otherwise);
  }

  private static Code choice(Type type, OfBool test, Typed then, Typed otherwise) {
    if (type == Type.BOOL) {
      OfBool yes = Coerce.bool(then, "");
      OfBool no = Coerce.bool(otherwise, "");
      return (OfBool) e -> test.test(e) ? yes.test(e) : no.test(e);
    }
    if (type == Type.STRING) {
      OfText yes = Coerce.text(then, "");
      OfText no = Coerce.text(otherwise, "");
      return (OfText) e -> test.test(e) ? yes.text(e) : no.text(e);
    }
    Code yes = then.code();
    Code no = otherwise.code();
    return e -> test.test(e) ? yes.value(e) : no.value(e);
  }

  Typed coalesce(Binary binary) {
    Typed left = compiler.compile(binary.left());
    Typed right = compiler.compile(binary.right());
    Type type = left.type() == Type.NIL ? right.type() : left.type().or(right.type());
    Code code =
        e -> {
          Object value = left.code().value(e);
          return value != null ? value : right.code().value(e);
        };
    return Typed.made(type, code, left, right);
  }

  /** Something that is done before a part is evaluated; the part keeps its primitive. */
  static Code after(Step step, Typed part) {
    Code code = part.code();
    if (code instanceof OfBool bool) {
      return (OfBool)
          e -> {
            step.run(e);
            return bool.test(e);
          };
    }
    if (code instanceof OfText text) {
      return (OfText)
          e -> {
            step.run(e);
            return text.text(e);
          };
    }
    if (code instanceof OfInt number) {
      return (OfInt)
          e -> {
            step.run(e);
            return number.number(e);
          };
    }
    if (code instanceof OfFloat number) {
      return (OfFloat)
          e -> {
            step.run(e);
            return number.number(e);
          };
    }
    return e -> {
      step.run(e);
      return code.value(e);
    };
  }

  /** What is done. */
  @FunctionalInterface
  interface Step {
    void run(Evaluation e) throws EvaluationException;
  }
}
