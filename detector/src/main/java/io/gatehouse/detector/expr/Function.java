package io.gatehouse.detector.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that expressions may call: a row of a table. Parameters are checked before it is
 * called, so that a body may cast its arguments: {@code int} is a Long, {@code float} a Double,
 * {@code string} a String that is not null, and so on ({@link Type}).
 *
 * @param name as expressions write it
 * @param result what it returns
 * @param parameters what it takes
 * @param optional how many of the last parameters may be left out
 * @param variadic whether the last parameter may be given any number of times, or not at all
 * @param pure whether equal arguments always give equal results and nothing else happens, so that a
 *     call with constants is made once, at load
 * @param stable whether it returns the same unmodifiable list until what it was read from changes,
 *     so that something may be made of that list once
 * @param body what it does
 */
public record Function(
    String name,
    Result result,
    List<Type> parameters,
    int optional,
    boolean variadic,
    boolean pure,
    boolean stable,
    Body body) {

  /** What is returned, given the types of the arguments. */
  @FunctionalInterface
  public interface Result {
    /** The type. */
    Type of(List<Type> arguments);
  }

  /** What a function does. */
  public sealed interface Body permits General, Text1, Text2, Test1, Test2 {}

  /** Any arguments to any value. */
  @FunctionalInterface
  public non-sealed interface General extends Body {
    /** Calls it. */
    @Nullable Object call(Evaluation e, @Nullable Object[] arguments) throws EvaluationException;
  }

  /** A string to a string. */
  @FunctionalInterface
  public non-sealed interface Text1 extends Body {
    /** Calls it. */
    String call(String text) throws EvaluationException;
  }

  /** Two strings to a string. */
  @FunctionalInterface
  public non-sealed interface Text2 extends Body {
    /** Calls it. */
    String call(String first, String second) throws EvaluationException;
  }

  /** A string to a bool. */
  @FunctionalInterface
  public non-sealed interface Test1 extends Body {
    /** Calls it. */
    boolean call(String text) throws EvaluationException;
  }

  /** Two strings to a bool. */
  @FunctionalInterface
  public non-sealed interface Test2 extends Body {
    /** Calls it. */
    boolean call(String first, String second) throws EvaluationException;
  }

  /** A pure function of strings to a string. */
  public static Function text(String name, Text1 body) {
    return new Function(name, is(Type.STRING), List.of(Type.STRING), 0, false, true, false, body);
  }

  /** A pure function of two strings to a string. */
  public static Function text2(String name, Text2 body) {
    return new Function(
        name, is(Type.STRING), List.of(Type.STRING, Type.STRING), 0, false, true, false, body);
  }

  /** A pure function of a string to a bool. */
  public static Function test(String name, Test1 body) {
    return new Function(name, is(Type.BOOL), List.of(Type.STRING), 0, false, true, false, body);
  }

  /** A pure function of two strings to a bool. */
  public static Function test2(String name, Test2 body) {
    return new Function(
        name, is(Type.BOOL), List.of(Type.STRING, Type.STRING), 0, false, true, false, body);
  }

  /** A pure function. */
  public static Function of(String name, Type result, List<Type> parameters, General body) {
    return new Function(name, is(result), parameters, 0, false, true, false, body);
  }

  /** A function that looks at the world or changes it, so that every call counts. */
  public static Function worldly(String name, Type result, List<Type> parameters, General body) {
    return new Function(name, is(result), parameters, 0, false, false, false, body);
  }

  /** The same, but the last {@code count} parameters may be left out. */
  public Function optional(int count) {
    return new Function(name, result, parameters, count, variadic, pure, stable, body);
  }

  /** The same, but the last parameter may be given any number of times. */
  public Function repeated() {
    return new Function(name, result, parameters, optional, true, pure, stable, body);
  }

  /** The same, but what it returns depends on what it is given. */
  public Function returning(Result rule) {
    return new Function(name, rule, parameters, optional, variadic, pure, stable, body);
  }

  /** The same, but stable. */
  public Function keeping() {
    return new Function(name, result, parameters, optional, variadic, pure, true, body);
  }

  private static Result is(Type type) {
    return arguments -> type;
  }

  /** How it is written: {@code Name(string, int)}. */
  String signature() {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < parameters.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(parameters.get(i));
      text.append(i >= parameters.size() - optional ? "?" : "");
    }
    return text.append(variadic ? "…)" : ")").toString();
  }
}
