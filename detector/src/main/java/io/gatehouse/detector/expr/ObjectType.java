package io.gatehouse.detector.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An object whose fields and methods expressions may use: a table from name to a function of the
 * object, filled in while the environment is set up and never after. Fields may refer to types that
 * are declared later, themselves included.
 */
public final class ObjectType<T> implements Type {
  private final String name;
  private final Class<T> type;
  private final Map<String, Field<T>> fields = new LinkedHashMap<>();
  private final Map<String, Method<T>> methods = new LinkedHashMap<>();

  private ObjectType(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  /** A type without fields, to be filled in. */
  public static <T> ObjectType<T> of(String name, Class<T> type) {
    return new ObjectType<>(name, type);
  }

  /** A field of any type; what the getter returns is as {@link Type} says, or null. */
  public ObjectType<T> field(
      String field, Type of, Function<T, ? extends @Nullable Object> getter) {
    fields.put(field, new Plain<>(of, getter));
    return this;
  }

  /** A field of type string; null reads as nil. */
  public ObjectType<T> text(String field, Function<T, @Nullable String> getter) {
    fields.put(field, new Text<>(getter));
    return this;
  }

  /** A field of type bool. */
  public ObjectType<T> flag(String field, Predicate<T> getter) {
    fields.put(field, new Flag<>(getter));
    return this;
  }

  /** A field of type int. */
  public ObjectType<T> number(String field, ToLongFunction<T> getter) {
    fields.put(field, new Whole<>(getter));
    return this;
  }

  /** A field that is a map of strings. */
  public ObjectType<T> texts(String field, Function<T, Map<String, String>> getter) {
    fields.put(field, new Texts<>(getter));
    return this;
  }

  /** A method without arguments. */
  public ObjectType<T> method(
      String method, Type result, Function<T, ? extends @Nullable Object> body) {
    return method(method, result, List.of(), (self, arguments) -> body.apply(self));
  }

  /** A method of one string. */
  public ObjectType<T> method(
      String method, Type result, BiFunction<T, String, ? extends @Nullable Object> body) {
    return method(
        method,
        result,
        List.of(STRING),
        (self, arguments) -> body.apply(self, (String) arguments[0]));
  }

  /** A method of any arguments, which are checked before it is called. */
  public ObjectType<T> method(
      String method, Type result, List<Type> parameters, Invocation<T> body) {
    methods.put(method, new Method<>(result, List.copyOf(parameters), body));
    return this;
  }

  /** What a method does. */
  @FunctionalInterface
  public interface Invocation<T> {
    /** Calls it; arguments are of the declared types. */
    @Nullable Object call(T self, Object[] arguments) throws EvaluationException;
  }

  /** How a field is read. */
  sealed interface Field<T> {
    Type of();
  }

  record Plain<T>(Type of, Function<T, ? extends @Nullable Object> getter) implements Field<T> {}

  record Text<T>(Function<T, @Nullable String> getter) implements Field<T> {
    @Override
    public Type of() {
      return STRING;
    }
  }

  record Flag<T>(Predicate<T> getter) implements Field<T> {
    @Override
    public Type of() {
      return BOOL;
    }
  }

  record Whole<T>(ToLongFunction<T> getter) implements Field<T> {
    @Override
    public Type of() {
      return INT;
    }
  }

  record Texts<T>(Function<T, Map<String, String>> getter) implements Field<T> {
    @Override
    public Type of() {
      return Type.mapOf(STRING);
    }
  }

  record Method<T>(Type result, List<Type> parameters, Invocation<T> body) {}

  @Nullable Field<T> fieldNamed(String field) {
    return fields.get(field);
  }

  @Nullable Method<T> methodNamed(String method) {
    return methods.get(method);
  }

  List<String> names() {
    List<String> names = new ArrayList<>(fields.keySet());
    methods.keySet().forEach(method -> names.add(method + "()"));
    return names;
  }

  Class<T> type() {
    return type;
  }

  /** Its name. */
  @Override
  public String toString() {
    return name;
  }
}
