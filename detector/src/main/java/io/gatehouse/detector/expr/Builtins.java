package io.gatehouse.detector.expr;

import java.util.ArrayList;
import java.util.List;

/** The functions that the language itself has, beside those that take closures. */
final class Builtins {
  private Builtins() {}

  static List<Function> all() {
    List<Function> all = new ArrayList<>(TextBuiltins.ALL);
    all.addAll(NumberBuiltins.ALL);
    all.addAll(ListBuiltins.ALL);
    return all;
  }
}
