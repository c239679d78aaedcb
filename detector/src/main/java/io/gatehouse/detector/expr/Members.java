package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfInt;
import io.gatehouse.detector.expr.Code.OfText;
import io.gatehouse.detector.expr.Node.Index;
import io.gatehouse.detector.expr.Node.Member;
import io.gatehouse.detector.expr.Node.Slice;
import io.gatehouse.detector.expr.ObjectType.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code .name [key] [from:to]}. */
final class Members {
  private final Compiler compiler;

  Members(Compiler compiler) {
    this.compiler = compiler;
  }

  Typed member(Member member) {
    if (member.base() instanceof Member inner) {
      Typed owner = compiler.compile(inner.base());
      if (owner.type() instanceof ObjectType<?> object
          && object.fieldNamed(inner.name()) instanceof ObjectType.Texts<?> field) {
        return entry(owner, object, field, member.name());
      }
      return member(member, member(inner, owner));
    }
    return member(member, compiler.compile(member.base()));
  }

  private Typed member(Member member, Typed base) {
    if (base.type() instanceof ObjectType<?> object) {
      return field(member.at(), base, object, member.name());
    }
    return entry(member.at(), base, Typed.constant(member.name()));
  }

  /** {@code evt.Meta.service} in one step: the commonest of all. */
  private static <T> Typed entry(
      Typed owner, ObjectType<?> object, ObjectType.Texts<T> field, String key) {
    Code base = owner.code();
    Function<T, Map<String, String>> getter = field.getter();
    @SuppressWarnings("unchecked") // the field is one of this object
    ObjectType<T> type = (ObjectType<T>) object;
    String name = key.intern();
    OfText code =
        e -> {
          String value = getter.apply(self(type, base.value(e), name)).get(name);
          return value == null ? "" : value;
        };
    return impure(Type.STRING, code, owner);
  }

  /** Maps change under an expression, by its own methods too: their values are never folded. */
  private static Typed impure(Type type, Code code, Typed... parts) {
    return Typed.made(type, code, true, List.of(parts));
  }

  private <T> Typed field(int at, Typed base, ObjectType<T> object, String name) {
    Field<T> field = object.fieldNamed(name);
    if (field == null) {
      return compiler.wrong(
          at, object + " has no field '" + name + "'" + Suggest.among(name, object.names()));
    }
    return Typed.made(field.of(), read(object, field, base.code(), name), base);
  }

  private static <T> Code read(ObjectType<T> type, Field<T> field, Code base, String name) {
    if (field instanceof ObjectType.Text<T> text) {
      return (OfText) e -> text.getter().apply(self(type, base.value(e), name));
    }
    if (field instanceof ObjectType.Flag<T> flag) {
      return (OfBool) e -> flag.getter().test(self(type, base.value(e), name));
    }
    if (field instanceof ObjectType.Whole<T> number) {
      return (OfInt) e -> number.getter().applyAsLong(self(type, base.value(e), name));
    }
    if (field instanceof ObjectType.Texts<T> texts) {
      return e -> texts.getter().apply(self(type, base.value(e), name));
    }
    ObjectType.Plain<T> plain = (ObjectType.Plain<T>) field;
    return Coerce.typed(field.of(), e -> plain.getter().apply(self(type, base.value(e), name)));
  }

  /** The object whose field or method is asked for. */
  @SuppressWarnings("unchecked") // expressions are checked: a value of that type is of that class
  static <T> T self(ObjectType<T> type, @Nullable Object value, String name)
      throws EvaluationException {
    if (value == null) {
      throw new EvaluationException("'." + name + "' of nil");
    }
    return (T) value;
  }

  Typed index(Index index) {
    Typed base = compiler.compile(index.base());
    Typed key = compiler.compile(index.key());
    if (base.type() instanceof ObjectType<?> object && key.constant()) {
      return field(index.at(), base, object, String.valueOf(key.value()));
    }
    return entry(index.at(), base, key);
  }

  private Typed entry(int at, Typed base, Typed key) {
    if (base.type() instanceof Type.MapOf map) {
      compiler.expect(key, Type.STRING, at, "a map's key");
      return impure(map.value(), entry(map, base, key), base, key);
    }
    if (base.type() instanceof Type.ListOf list) {
      if (!compiler.expect(key, Type.number(), at, "a list's index")) {
        return base;
      }
      Code code = e -> fetch(base.code().value(e), key.code().value(e));
      return Typed.made(list.element(), Coerce.typed(list.element(), code), base, key);
    }
    if (base.type() != Type.ANY) {
      return compiler.wrong(at, base.type() + " has no members" + sliceHint(base.type()));
    }
    Code from = base.code();
    Code by = key.code();
    return Typed.made(Type.ANY, e -> fetch(from.value(e), by.value(e)), base, key);
  }

  private static String sliceHint(Type type) {
    return type == Type.STRING ? "; write [0:1] for its first character" : "";
  }

  private static Code entry(Type.MapOf map, Typed base, Typed key) {
    Code from = base.code();
    OfText by = Coerce.someText(key, "a map's key");
    if (map.value() != Type.STRING) {
      return e -> {
        Object value = from.value(e);
        String name = by.text(e);
        return asMap(value, name).get(name);
      };
    }
    return (OfText)
        e -> {
          String name = by.text(e);
          Object value = asMap(from.value(e), name).get(name);
          return value == null ? "" : (String) value;
        };
  }

  private static Map<?, ?> asMap(@Nullable Object value, @Nullable String name)
      throws EvaluationException {
    if (value == null) {
      throw new EvaluationException("'." + name + "' of nil");
    }
    return (Map<?, ?>) value;
  }

  /** A member of something known at run time only. */
  static @Nullable Object fetch(@Nullable Object from, @Nullable Object key)
      throws EvaluationException {
    if (from == null) {
      throw new EvaluationException("'." + key + "' of nil");
    }
    if (from instanceof Map<?, ?> map) {
      return key == null ? null : map.get(key);
    }
    if (from instanceof List<?> list && key instanceof Number number) {
      return element(list, number.longValue());
    }
    throw new EvaluationException(Coerce.nameOf(from) + " has no member '" + key + "'");
  }

  private static @Nullable Object element(List<?> list, long index) throws EvaluationException {
    long fromStart = index < 0 ? index + list.size() : index;
    if (fromStart < 0 || fromStart >= list.size()) {
      throw new EvaluationException("index " + index + " is outside a list of " + list.size());
    }
    return list.get((int) fromStart);
  }

  Typed slice(Slice slice) {
    Typed base = compiler.compile(slice.base());
    Type type = base.type();
    if (type != Type.STRING && type != Type.ANY && !(type instanceof Type.ListOf)) {
      return compiler.wrong(slice.at(), "a slice wants a list or a string, got " + type);
    }
    Typed from = slice.from() == null ? Typed.constant(0L) : compiler.compile(slice.from());
    Typed to = slice.to() == null ? Typed.constant(Long.MAX_VALUE) : compiler.compile(slice.to());
    boolean numbers = compiler.expect(from, Type.INT, slice.at(), "a slice's begin");
    numbers &= compiler.expect(to, Type.INT, slice.at(), "a slice's end");
    return numbers ? slice(base, from, to) : base;
  }

  private static Typed slice(Typed base, Typed from, Typed to) {
    OfInt first = Coerce.whole(from, "a slice");
    OfInt last = Coerce.whole(to, "a slice");
    Code code = e -> cut(e, base.code().value(e), first.number(e), last.number(e));
    if (base.type() != Type.STRING) {
      return Typed.made(base.type(), code, base, from, to);
    }
    OfText text = e -> (String) Objects.requireNonNull(code.value(e));
    return Typed.made(Type.STRING, text, base, from, to);
  }

  private static Object cut(Evaluation e, @Nullable Object value, long from, long to)
      throws EvaluationException {
    if (value instanceof String text) {
      int begin = Lists.clamp(from, text.length());
      int end = Math.max(begin, Lists.clamp(to, text.length()));
      e.text(end - begin);
      return text.substring(begin, end);
    }
    List<?> list = Coerce.list(value, "a slice");
    int begin = Lists.clamp(from, list.size());
    return list.subList(begin, Math.max(begin, Lists.clamp(to, list.size())));
  }
}
