package io.gatehouse.detector.expr;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What an expression may be, as far as it is known before it runs. At run time a {@code bool} is a
 * Boolean, an {@code int} a Long, a {@code float} a Double, a {@code string} a String, a {@code
 * time} an Instant, a {@code duration} a Duration, a list a List, a map a Map with String keys, an
 * object what its {@link ObjectType} says. Anything but the first three may also be null.
 */
public sealed interface Type permits Type.Plain, Type.ListOf, Type.MapOf, Type.OneOf, ObjectType {
  /** True or false. */
  Type BOOL = new Plain("bool");

  /** A whole number of 64 bits. */
  Type INT = new Plain("int");

  /** A number of 64 bits with a fraction. */
  Type FLOAT = new Plain("float");

  /** Text. */
  Type STRING = new Plain("string");

  /** A point in time. */
  Type TIME = new Plain("time");

  /** A length of time. */
  Type DURATION = new Plain("duration");

  /** Nothing but nil. */
  Type NIL = new Plain("nil");

  /** Known at run time only. */
  Type ANY = new Plain("any");

  /** A list of anything. */
  static Type list() {
    return new ListOf(ANY);
  }

  /** A map of anything. */
  static Type map() {
    return new MapOf(ANY);
  }

  /** An int or a float. */
  static Type number() {
    return new OneOf(List.of(INT, FLOAT));
  }

  /** A list of one kind of element. */
  static Type listOf(Type element) {
    return new ListOf(element);
  }

  /** A map from string to one kind of value. */
  static Type mapOf(Type value) {
    return new MapOf(value);
  }

  /** For a parameter that takes several. */
  static Type oneOf(Type... types) {
    return new OneOf(List.of(types));
  }

  /** A type without parts; one object each, so that {@code ==} compares them. */
  final class Plain implements Type {
    private final String name;

    private Plain(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A list. */
  record ListOf(Type element) implements Type {
    @Override
    public String toString() {
      return element == ANY ? "list" : "list of " + element;
    }
  }

  /** A map with text keys. A missing key of a map of strings reads as "", of others as nil. */
  record MapOf(Type value) implements Type {
    @Override
    public String toString() {
      return value == ANY ? "map" : "map of " + value;
    }
  }

  /** Several, for parameters only. */
  record OneOf(List<Type> types) implements Type {
    @Override
    public String toString() {
      return types.stream().map(Type::toString).collect(Collectors.joining(" or "));
    }
  }

  /** Whether it is a number, or may be. */
  default boolean numeric() {
    return this == INT || this == FLOAT || this == ANY;
  }

  /** Whether a value of this type may be given where {@code wanted} is asked for. */
  default boolean fits(Type wanted) {
    if (this == ANY || wanted == ANY || equals(wanted)) {
      return true;
    }
    if (wanted instanceof OneOf one) {
      return one.types().stream().anyMatch(this::fits);
    }
    if (this == NIL) {
      return wanted != BOOL && wanted != INT && wanted != FLOAT;
    }
    if (this == INT && wanted == FLOAT) {
      return true;
    }
    if (this instanceof ListOf mine && wanted instanceof ListOf theirs) {
      return mine.element().fits(theirs.element());
    }
    return this instanceof MapOf mine
        && wanted instanceof MapOf theirs
        && mine.value().fits(theirs.value());
  }

  /** What a value is that is of this type or of that one. */
  default Type or(Type other) {
    if (equals(other)) {
      return this;
    }
    if (this == NIL && other.nullable()) {
      return other;
    }
    return other == NIL && nullable() ? this : ANY;
  }

  private boolean nullable() {
    return this != BOOL && this != INT && this != FLOAT;
  }
}
