package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfFloat;
import io.gatehouse.detector.expr.Code.OfInt;
import io.gatehouse.detector.expr.Code.OfText;
import io.gatehouse.detector.expr.Node.Binary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code == != < <= > >= in}. Kinds that can never be equal are a mistake, told at load. */
final class Comparing {
  /** Up to so many constants are compared one by one. */
  private static final int FEW = 4;

  private final Compiler compiler;

  Comparing(Compiler compiler) {
    this.compiler = compiler;
  }

  Typed equality(Binary binary) {
    Typed left = compiler.compile(binary.left());
    Typed right = compiler.compile(binary.right());
    if (!comparable(left.type(), right.type())) {
      return compiler.wrong(
          binary.at(),
          "'"
              + binary.operator()
              + "' compares "
              + left.type()
              + " with "
              + right.type()
              + ", which are never equal");
    }
    OfBool equal = left.constant() ? equal(right, left) : equal(left, right);
    OfBool code = binary.operator().equals("==") ? equal : e -> !equal.test(e);
    return Typed.made(Type.BOOL, code, left, right);
  }

  private static boolean comparable(Type a, Type b) {
    if (a.fits(b) || b.fits(a) || a == Type.NIL || b == Type.NIL) {
      return true;
    }
    return a.numeric() && b.numeric();
  }

  private static OfBool equal(Typed left, Typed right) {
    if (left.type() == Type.NIL || right.type() == Type.NIL) {
      Code code = left.type() == Type.NIL ? right.code() : left.code();
      return e -> code.value(e) == null;
    }
    if (left.type() == Type.STRING && right.type() == Type.STRING) {
      return equalTexts(left, right);
    }
    if (left.code() instanceof OfInt a && right.code() instanceof OfInt b) {
      return e -> a.number(e) == b.number(e);
    }
    if (left.code() instanceof OfBool a && right.code() instanceof OfBool b) {
      return e -> a.test(e) == b.test(e);
    }
    Code a = left.code();
    Code b = right.code();
    return e -> Values.equal(a.value(e), b.value(e));
  }

  private static OfBool equalTexts(Typed left, Typed right) {
    OfText a = Coerce.text(left, "==");
    if (right.constant()) {
      Object constant = Objects.requireNonNull(right.value());
      return e -> constant.equals(a.text(e));
    }
    OfText b = Coerce.text(right, "==");
    return e -> Objects.equals(a.text(e), b.text(e));
  }

  Typed order(Binary binary) {
    Typed left = compiler.compile(binary.left());
    Typed right = compiler.compile(binary.right());
    String operator = binary.operator();
    if (!ordered(left.type(), right.type())) {
      return compiler.wrong(
          binary.at(),
          "'"
              + operator
              + "' wants two numbers, strings, times or durations, got "
              + left.type()
              + " and "
              + right.type());
    }
    return Typed.made(Type.BOOL, order(operator, left, right), left, right);
  }

  private static boolean ordered(Type a, Type b) {
    if (a == Type.ANY) {
      return b == Type.ANY || sortable(b);
    }
    return b == Type.ANY ? sortable(a) : sortable(a) && (a == b || (a.numeric() && b.numeric()));
  }

  private static boolean sortable(Type type) {
    return type == Type.INT
        || type == Type.FLOAT
        || type == Type.STRING
        || type == Type.TIME
        || type == Type.DURATION;
  }

  private static OfBool order(String operator, Typed left, Typed right) {
    if (left.code() instanceof OfInt a && right.code() instanceof OfInt b) {
      return switch (operator) {
        case "<" -> e -> a.number(e) < b.number(e);
        case "<=" -> e -> a.number(e) <= b.number(e);
        case ">" -> e -> a.number(e) > b.number(e);
        default -> e -> a.number(e) >= b.number(e);
      };
    }
    if (left.code() instanceof OfFloat a && right.code() instanceof OfFloat b) {
      return switch (operator) {
        case "<" -> e -> a.number(e) < b.number(e);
        case "<=" -> e -> a.number(e) <= b.number(e);
        case ">" -> e -> a.number(e) > b.number(e);
        default -> e -> a.number(e) >= b.number(e);
      };
    }
    Code a = left.code();
    Code b = right.code();
    return switch (operator) {
      case "<" -> e -> Values.compare(operator, a.value(e), b.value(e)) < 0;
      case "<=" -> e -> Values.compare(operator, a.value(e), b.value(e)) <= 0;
      case ">" -> e -> Values.compare(operator, a.value(e), b.value(e)) > 0;
      default -> e -> Values.compare(operator, a.value(e), b.value(e)) >= 0;
    };
  }

  Typed in(Binary binary) {
    Typed left = compiler.compile(binary.left());
    Typed right = compiler.compile(binary.right());
    if (!contains(right.type(), left.type())) {
      return compiler.wrong(binary.at(), "'in' never finds " + left.type() + " in " + right.type());
    }
    OfBool code = inConstants(left, right);
    return Typed.made(Type.BOOL, code != null ? code : in(left.code(), right.code()), left, right);
  }

  private static boolean contains(Type container, Type element) {
    if (container instanceof Type.ListOf list) {
      return comparable(list.element(), element);
    }
    if (container instanceof Type.MapOf) {
      return element.fits(Type.STRING);
    }
    return container == Type.ANY || container == Type.NIL;
  }

  private static @Nullable OfBool inConstants(Typed left, Typed right) {
    boolean strings =
        right.constant()
            && right.value() instanceof List<?> list
            && list.stream().allMatch(String.class::isInstance);
    if (!strings) {
      return null;
    }
    List<?> list = (List<?>) Objects.requireNonNull(right.value());
    Code code = left.code();
    if (list.size() > FEW) {
      Set<Object> set = new HashSet<>(list);
      return e -> set.contains(code.value(e));
    }
    Object[] few = list.toArray();
    return e -> {
      Object value = code.value(e);
      for (Object each : few) {
        if (each.equals(value)) {
          return true;
        }
      }
      return false;
    };
  }

  private static OfBool in(Code left, Code right) {
    return e -> {
      Object value = left.value(e);
      Object container = right.value(e);
      if (container == null) {
        return false;
      }
      if (container instanceof Map<?, ?> map) {
        return value != null && map.containsKey(value);
      }
      for (Object item : Coerce.list(container, "in")) {
        e.step();
        if (Values.equal(value, item)) {
          return true;
        }
      }
      return false;
    };
  }
}
