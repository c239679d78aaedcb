package io.gatehouse.detector.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names and pointers mean at a place of the expression: a chain from the inside out. */
record Scope(@Nullable Scope outer, @Nullable Local local, @Nullable Loop loop) {
  static final Scope EMPTY = new Scope(null, null, null);

  /** A {@code let}. */
  record Local(String name, Type type, int slot, int loops) {}

  /**
   * A closure.
   *
   * @param element what {@code #} is
   * @param slot where it is; {@code #index} and {@code #acc} follow
   * @param depth how many closures stand around it
   */
  record Loop(Type element, int slot, int depth) {}

  Scope with(Local added) {
    return new Scope(this, added, loop);
  }

  Scope with(Loop inner) {
    return new Scope(this, null, inner);
  }

  @Nullable Local find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.local != null && scope.local.name().equals(name)) {
        return scope.local;
      }
    }
    return null;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.local != null) {
        names.add(scope.local.name());
      }
    }
    return names;
  }
}
