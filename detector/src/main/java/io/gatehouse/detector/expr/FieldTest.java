package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.expr.Node.Chain;
import io.gatehouse.detector.expr.Node.Constant;
import io.gatehouse.detector.expr.Node.ListLiteral;
import io.gatehouse.detector.expr.Node.Member;
import io.gatehouse.detector.expr.Node.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition that an expression cannot be true without: a field has one of a few values.
 *
 * @param path as written, such as {@code evt.Meta.service}
 * @param values of which it must be one
 */
public record FieldTest(String path, Set<String> values) {

  /**
   * Of the parts that {@code &&} joins, the first ones as long as they compare a field with
   * constants. What comes after another part does not count: that one is to be evaluated for what
   * it does, whatever follows it.
   */
  static List<FieldTest> in(Node filter) {
    List<FieldTest> tests = new ArrayList<>();
    addLeading(tests, filter);
    return List.copyOf(tests);
  }

  /** Whether every part is such a comparison. */
  private static boolean addLeading(List<FieldTest> tests, Node part) {
    if (part instanceof Chain chain && chain.operator().equals("&&")) {
      return chain.operands().stream().allMatch(operand -> addLeading(tests, operand));
    }
    FieldTest test = of(part);
    if (test != null) {
      tests.add(test);
    }
    return test != null;
  }

  private static @Nullable FieldTest of(Node part) {
    if (part instanceof Chain chain && chain.operator().equals("||")) {
      return either(chain.operands());
    }
    if (!(part instanceof Binary binary)) {
      return null;
    }
    String path = path(binary.left());
    Set<String> values =
        switch (binary.operator()) {
          case "==" -> strings(List.of(binary.right()));
          case "in" ->
              binary.right() instanceof ListLiteral list ? strings(list.items()) : Set.of();
          default -> Set.of();
        };
    return path == null || values.isEmpty() ? null : new FieldTest(path, values);
  }

  private static @Nullable FieldTest either(List<Node> operands) {
    Set<String> values = new HashSet<>();
    String path = null;
    for (Node operand : operands) {
      FieldTest test = operand instanceof Binary ? of(operand) : null;
      if (test == null || (path != null && !path.equals(test.path()))) {
        return null;
      }
      path = test.path();
      values.addAll(test.values());
    }
    return path == null ? null : new FieldTest(path, Set.copyOf(values));
  }

  private static Set<String> strings(List<Node> nodes) {
    Set<String> values = new HashSet<>();
    for (Node node : nodes) {
      if (!(node instanceof Constant constant) || !(constant.value() instanceof String value)) {
        return Set.of();
      }
      values.add(value);
    }
    return Set.copyOf(values);
  }

  private static @Nullable String path(Node node) {
    StringBuilder path = new StringBuilder();
    Node rest = node;
    while (rest instanceof Member member) {
      path.insert(0, "." + member.name());
      rest = member.base();
    }
    return rest instanceof Name name && path.length() > 0 ? name.name() + path : null;
  }
}
