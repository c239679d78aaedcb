package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfFloat;
import io.gatehouse.detector.expr.Code.OfInt;
import io.gatehouse.detector.expr.Code.OfText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part and what is known of it.
 *
 * @param type of every value that it may have
 * @param code computes it
 * @param constant whether it was computed already
 * @param pure whether nothing happens but the value
 * @param loops which closures' elements it looks at: bit n is the closure at depth n
 */
record Typed(Type type, Code code, boolean constant, boolean pure, int loops) {
  /** What computing a constant may cost at load. */
  private static final int FOLDING_STEPS = 10_000;

  /** A literal, or what was computed of literals. */
  static Typed constant(@Nullable Object value) {
    return new Typed(typeOf(value), codeOf(value), true, true, 0);
  }

  /** A constant whose type is better known than its value tells. */
  static Typed constant(Type type, @Nullable Object value) {
    return new Typed(type, codeOf(value), true, true, 0);
  }

  /** A part without parts. */
  static Typed leaf(Type type, Code code) {
    return new Typed(type, code, false, true, 0);
  }

  /** Made of other parts: computed at once if all of them are constants. */
  static Typed made(Type type, Code code, Typed... parts) {
    return made(type, code, true, List.of(parts));
  }

  /** The same; {@code pure} tells whether what is done to the parts is. */
  static Typed made(Type type, Code code, boolean pure, List<Typed> parts) {
    boolean constant = pure;
    boolean allPure = pure;
    int loops = 0;
    for (Typed part : parts) {
      constant &= part.constant();
      allPure &= part.pure();
      loops |= part.loops();
    }
    Typed made = new Typed(type, Coerce.typed(type, code), false, allPure, loops);
    return constant ? made.folded() : made;
  }

  private Typed folded() {
    try {
      return constant(type, code.value(new Evaluation(FOLDING_STEPS)));
    } catch (EvaluationException e) {
      return this; // It fails when it is reached, if ever.
    }
  }

  /** Its value, if it is constant. */
  @Nullable Object value() {
    try {
      return code.value(new Evaluation(0));
    } catch (EvaluationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, looking at no closure's element of that depth any more. */
  Typed outside(int depth) {
    return new Typed(type, code, constant, pure, loops & ~(1 << depth));
  }

  private static Code codeOf(@Nullable Object value) {
    if (value instanceof Boolean bool) {
      boolean it = bool;
      return (OfBool) e -> it;
    }
    if (value instanceof Long number) {
      long it = number;
      return (OfInt) e -> it;
    }
    if (value instanceof Double number) {
      double it = number;
      return (OfFloat) e -> it;
    }
    if (value instanceof String text) {
      // What rules write is mostly compared with what rules have set: one object for both.
      String it = text.intern();
      return (OfText) e -> it;
    }
    return e -> value;
  }

  static Type typeOf(@Nullable Object value) {
    if (value == null) {
      return Type.NIL;
    }
    if (value instanceof Boolean) {
      return Type.BOOL;
    }
    if (value instanceof Long) {
      return Type.INT;
    }
    if (value instanceof Double) {
      return Type.FLOAT;
    }
    if (value instanceof String) {
      return Type.STRING;
    }
    if (value instanceof Instant) {
      return Type.TIME;
    }
    if (value instanceof Duration) {
      return Type.DURATION;
    }
    if (value instanceof List<?>) {
      return Type.list();
    }
    return value instanceof Map<?, ?> ? Type.map() : Type.ANY;
  }
}
