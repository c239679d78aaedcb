package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfFloat;
import io.gatehouse.detector.expr.Code.OfInt;
import io.gatehouse.detector.expr.Code.OfText;
import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.expr.Node.Chain;
import io.gatehouse.detector.expr.Node.Unary;
import java.util.List;

/** {@code + - * / % ** ..}: numbers, joined strings, times and durations. */
final class Arithmetic {
  private final Compiler compiler;

  Arithmetic(Compiler compiler) {
    this.compiler = compiler;
  }

  Typed sum(Chain chain) {
    List<Typed> parts = compiler.compile(chain.operands());
    if (parts.stream().allMatch(part -> part.type() == Type.STRING)) {
      return Typed.made(Type.STRING, joined(parts), true, parts);
    }
    Typed sum = parts.get(0);
    for (Typed part : parts.subList(1, parts.size())) {
      sum = binary(chain.at(), "+", sum, part);
    }
    return sum;
  }

  private static OfText joined(List<Typed> parts) {
    OfText[] texts = parts.stream().map(part -> Coerce.someText(part, "+")).toArray(OfText[]::new);
    return e -> {
      StringBuilder joined = new StringBuilder();
      for (OfText text : texts) {
        joined.append(text.text(e));
        e.text(joined.length());
      }
      return joined.toString();
    };
  }

  Typed binary(Binary binary) {
    Typed left = compiler.compile(binary.left());
    return binary(binary.at(), binary.operator(), left, compiler.compile(binary.right()));
  }

  private Typed binary(int at, String operator, Typed left, Typed right) {
    Type type = typeOf(operator, left.type(), right.type());
    if (type == null) {
      return compiler.wrong(
          at, "'" + operator + "' cannot take " + left.type() + " and " + right.type());
    }
    return Typed.made(type, code(operator, left, right), left, right);
  }

  private static @org.jspecify.annotations.Nullable Type typeOf(String operator, Type a, Type b) {
    boolean numbers = a.numeric() && b.numeric();
    boolean unknown = a == Type.ANY || b == Type.ANY;
    boolean ints = a == Type.INT && b == Type.INT;
    return switch (operator) {
      case "/", "**" -> numbers ? Type.FLOAT : null;
      case "%" ->
          (ints || unknown) && numbers && a != Type.FLOAT && b != Type.FLOAT ? Type.INT : null;
      case ".." -> (ints || unknown) && numbers ? Type.listOf(Type.INT) : null;
      default -> {
        if (numbers && !unknown) {
          yield ints ? Type.INT : Type.FLOAT;
        }
        yield TimeSums.typeOf(operator, a, b);
      }
    };
  }

  private static Code code(String operator, Typed left, Typed right) {
    return switch (operator) {
      case "/" -> divided(left, right);
      case "**" -> power(left, right);
      case "%" -> remainder(left, right);
      case ".." -> range(left, right);
      default -> sum(operator, left, right);
    };
  }

  private static Code sum(String operator, Typed left, Typed right) {
    if (left.code() instanceof OfInt a && right.code() instanceof OfInt b) {
      return switch (operator) {
        case "+" -> (OfInt) e -> a.number(e) + b.number(e);
        case "-" -> (OfInt) e -> a.number(e) - b.number(e);
        default -> (OfInt) e -> a.number(e) * b.number(e);
      };
    }
    boolean known = left.type().numeric() && right.type().numeric();
    if (known && left.type() != Type.ANY && right.type() != Type.ANY) {
      OfFloat a = Coerce.decimal(left, operator);
      OfFloat b = Coerce.decimal(right, operator);
      return switch (operator) {
        case "+" -> (OfFloat) e -> a.number(e) + b.number(e);
        case "-" -> (OfFloat) e -> a.number(e) - b.number(e);
        default -> (OfFloat) e -> a.number(e) * b.number(e);
      };
    }
    Code a = left.code();
    Code b = right.code();
    return e -> TimeSums.compute(e, operator, a.value(e), b.value(e));
  }

  private static OfFloat divided(Typed left, Typed right) {
    OfFloat a = Coerce.decimal(left, "/");
    OfFloat b = Coerce.decimal(right, "/");
    return e -> a.number(e) / b.number(e);
  }

  private static OfFloat power(Typed left, Typed right) {
    OfFloat a = Coerce.decimal(left, "**");
    OfFloat b = Coerce.decimal(right, "**");
    return e -> Math.pow(a.number(e), b.number(e));
  }

  private static OfInt remainder(Typed left, Typed right) {
    OfInt a = Coerce.whole(left, "%");
    OfInt b = Coerce.whole(right, "%");
    return e -> {
      long divisor = b.number(e);
      if (divisor == 0) {
        throw new EvaluationException("% by zero");
      }
      return a.number(e) % divisor;
    };
  }

  private static Code range(Typed left, Typed right) {
    OfInt a = Coerce.whole(left, "..");
    OfInt b = Coerce.whole(right, "..");
    return e -> Lists.range(e, a.number(e), b.number(e));
  }

  Typed sign(Unary unary) {
    Typed operand = compiler.compile(unary.operand());
    if (!operand.type().numeric()) {
      return compiler.wrong(
          unary.at(), "'" + unary.operator() + "' wants a number, got " + operand.type());
    }
    if (unary.operator().equals("+")) {
      return operand;
    }
    if (operand.code() instanceof OfInt number) {
      return Typed.made(Type.INT, (OfInt) e -> -number.number(e), operand);
    }
    if (operand.type() == Type.FLOAT) {
      OfFloat number = Coerce.decimal(operand, "-");
      return Typed.made(Type.FLOAT, (OfFloat) e -> -number.number(e), operand);
    }
    Code code = operand.code();
    return Typed.made(Type.ANY, e -> TimeSums.negated(code.value(e)), operand);
  }
}
