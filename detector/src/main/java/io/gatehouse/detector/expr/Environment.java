package io.gatehouse.detector.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expressions may name: variables with their types, and functions. Immutable; the built-in
 * functions are in every one.
 */
public final class Environment {
  private final Map<String, Variable> variables;
  private final Map<String, Function> functions;

  private Environment(Map<String, Variable> variables, Map<String, Function> functions) {
    this.variables = variables;
    this.functions = functions;
  }

  /** A new one. */
  public static Builder builder() {
    return new Builder();
  }

  /** A name, its type, and where an {@link Evaluation} keeps its value. */
  public record Variable(String name, Type type, int slot) {}

  @Nullable Variable variable(String name) {
    return variables.get(name);
  }

  @Nullable Function function(String name) {
    return functions.get(name);
  }

  int size() {
    return variables.size();
  }

  List<String> variables() {
    return List.copyOf(variables.keySet());
  }

  /** Every function's name, the predicates left out. */
  public List<String> functions() {
    return List.copyOf(functions.keySet());
  }

  /** The variable of that name. */
  public Variable get(String name) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException("no variable '" + name + "'");
    }
    return variable;
  }

  /** Takes variables and functions. */
  public static final class Builder {
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Function> functions = new LinkedHashMap<>();

    private Builder() {
      functions(Builtins.all());
    }

    /** Declares a variable. */
    public Builder variable(String name, Type type) {
      variables.put(name, new Variable(name, type, variables.size()));
      return this;
    }

    /** Adds functions; one of the same name is replaced. */
    public Builder functions(List<Function> added) {
      added.forEach(function -> functions.put(function.name(), function));
      return this;
    }

    /** The environment. */
    public Environment build() {
      return new Environment(new LinkedHashMap<>(variables), new LinkedHashMap<>(functions));
    }
  }

  /** Names to suggest from. */
  List<String> names() {
    List<String> names = new ArrayList<>(variables.keySet());
    names.addAll(functions.keySet());
    return names;
  }
}
