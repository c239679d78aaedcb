package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfFloat;
import io.gatehouse.detector.expr.Code.OfInt;
import io.gatehouse.detector.expr.Code.OfText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a compiled part for the primitive that it is, or must turn out to be. */
final class Coerce {
  private Coerce() {}

  /** A bool; anything else is refused when it turns up. */
  static OfBool bool(Typed part, String who) {
    if (part.code() instanceof OfBool code) {
      return code;
    }
    Code code = part.code();
    return e -> {
      Object value = code.value(e);
      if (value instanceof Boolean bool) {
        return bool;
      }
      throw refused(who, "bool", value);
    };
  }

  /** A string or null; anything else is refused when it turns up. */
  static OfText text(Typed part, String who) {
    if (part.code() instanceof OfText code) {
      return code;
    }
    Code code = part.code();
    return e -> {
      Object value = code.value(e);
      if (value == null || value instanceof String) {
        return (String) value;
      }
      throw refused(who, "string", value);
    };
  }

  /** A string that is not nil. */
  static OfText someText(Typed part, String who) {
    OfText code = text(part, who);
    return e -> {
      String text = code.text(e);
      if (text == null) {
        throw refused(who, "string", null);
      }
      return text;
    };
  }

  /** A whole number. A float without a fraction, as JSON gives it, is one too. */
  static OfInt whole(Typed part, String who) {
    if (part.code() instanceof OfInt code) {
      return code;
    }
    Code code = part.code();
    return e -> {
      Object value = code.value(e);
      if (value instanceof Long number) {
        return number;
      }
      if (value instanceof Double number && number == Math.rint(number)) {
        return number.longValue();
      }
      throw refused(who, "int", value);
    };
  }

  /** A number as a float. */
  static OfFloat decimal(Typed part, String who) {
    if (part.code() instanceof OfFloat code) {
      return code;
    }
    if (part.code() instanceof OfInt code) {
      return e -> (double) code.number(e);
    }
    Code code = part.code();
    return e -> {
      Object value = code.value(e);
      if (value instanceof Number number) {
        return number.doubleValue();
      }
      throw refused(who, "number", value);
    };
  }

  /** Code of a type that is known, to be used without another check. */
  static Code typed(Type result, Code code) {
    if (result == Type.BOOL && !(code instanceof OfBool)) {
      return (OfBool) e -> (Boolean) Objects.requireNonNull(code.value(e));
    }
    if (result == Type.INT && !(code instanceof OfInt)) {
      return (OfInt) e -> (Long) Objects.requireNonNull(code.value(e));
    }
    if (result == Type.FLOAT && !(code instanceof OfFloat)) {
      return (OfFloat) e -> (Double) Objects.requireNonNull(code.value(e));
    }
    boolean text = result == Type.STRING && !(code instanceof OfText);
    return text ? (OfText) e -> (String) code.value(e) : code;
  }

  /** A list. */
  static List<?> list(@Nullable Object value, String who) throws EvaluationException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw refused(who, "list", value);
  }

  static EvaluationException refused(String who, String wanted, @Nullable Object found) {
    return new EvaluationException(who + " wants " + wanted + ", got " + nameOf(found));
  }

  /** What to call a value's type. */
  static String nameOf(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return "map";
    }
    Type type = Typed.typeOf(value);
    return type == Type.ANY ? "an object" : type.toString();
  }

  /** Whether a value is of a type that was declared. */
  static boolean is(@Nullable Object value, Type type) {
    if (type == Type.ANY) {
      return true;
    }
    if (type instanceof Type.OneOf one) {
      return isOne(value, one.types());
    }
    if (type instanceof Type.ListOf) {
      return value instanceof List<?>;
    }
    if (type instanceof Type.MapOf) {
      return value instanceof Map<?, ?>;
    }
    if (type instanceof ObjectType<?> object) {
      return object.type().isInstance(value);
    }
    return Typed.typeOf(value) == type;
  }

  private static boolean isOne(@Nullable Object value, List<Type> types) {
    for (int i = 0; i < types.size(); i++) {
      if (is(value, types.get(i))) {
        return true;
      }
    }
    return false;
  }
}
