package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfText;
import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.expr.Node.Call;
import io.gatehouse.detector.expr.Node.Choice;
import io.gatehouse.detector.expr.Node.Constant;
import io.gatehouse.detector.expr.Scope.Loop;
import io.gatehouse.detector.regex.WordSearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The quick answer to {@code any(File(name), {text contains #})} and its like: a rule that asks for
 * each line of a file whether it stands in one text. The lines, or what a pure function makes of
 * them, become one table when the file is first seen, and the text is evaluated once. With {@code
 * {test ? more : false}} the table only tells whether the loop is worth running.
 */
final class WordTest {
  private static final Set<String> OPERATORS = Set.of("contains", "==", "endsWith", "startsWith");

  private final String operator;
  private final OfText text;
  private final Code word;
  private final int slot;
  private final boolean whole;
  private volatile @Nullable Table table;

  private WordTest(String operator, OfText text, Code word, int slot, boolean whole) {
    this.operator = operator;
    this.text = text;
    this.word = word;
    this.slot = slot;
    this.whole = whole;
  }

  /** What was made of a list. */
  private record Table(
      List<?> of, @Nullable WordSearch search, Set<String> words, List<String> inOrder) {}

  /** Recognises the form, or returns null. */
  static @Nullable WordTest of(Compiler compiler, Call call, Node body, Loop loop) {
    boolean guarded =
        body instanceof Choice choice
            && choice.otherwise() instanceof Constant no
            && Boolean.FALSE.equals(no.value());
    Node test = guarded ? ((Choice) body).condition() : body;
    boolean form = test instanceof Binary binary && OPERATORS.contains(binary.operator());
    if (!form || loop.depth() > 0 || !isStable(compiler, call.arguments().get(0))) {
      return null;
    }
    Binary binary = (Binary) test;
    Typed text = compiler.body(binary.left(), loop);
    Typed word = compiler.body(binary.right(), loop);
    boolean invariant = text.pure() && text.loops() == 0 && text.type() == Type.STRING;
    boolean ofElement = isOfElement(binary.right()) && word.pure() && word.type() == Type.STRING;
    return invariant && ofElement
        ? new WordTest(
            binary.operator(),
            Coerce.text(text, binary.operator()),
            word.code(),
            loop.slot(),
            !guarded)
        : null;
  }

  private static boolean isStable(Compiler compiler, Node list) {
    if (!(list instanceof Call call)
        || !call.arguments().stream().allMatch(Constant.class::isInstance)) {
      return false;
    }
    Function function = compiler.environment().function(call.name());
    return function != null && function.stable();
  }

  /** The element itself, or calls on it and on constants. */
  private static boolean isOfElement(Node node) {
    if (node instanceof Call call) {
      return !call.arguments().isEmpty()
          && call.arguments().stream().allMatch(WordTest::isOfElement);
    }
    return node instanceof Constant || (node instanceof Node.Pointer p && p.name().equals("#"));
  }

  /** Code that asks the table first, and the loop where the table does not know. */
  OfBool before(Typed list, Code loop) {
    OfBool slowly = (OfBool) loop;
    return e -> {
      List<?> items = Coerce.list(list.code().value(e), "a closure");
      Table known = table;
      if (known == null || known.of() != items) {
        known = made(e, items);
        table = known;
      }
      if (items.isEmpty()) {
        return false;
      }
      String all = text.text(e);
      boolean found = all != null && found(known, all);
      return found && (whole || slowly.test(e));
    };
  }

  private Table made(Evaluation e, List<?> items) throws EvaluationException {
    List<String> words = new ArrayList<>();
    for (Object item : items) {
      e.put(slot, item);
      String made = (String) word.value(e);
      if (made != null) {
        words.add(made);
      }
    }
    boolean search = operator.equals("contains");
    return new Table(
        items, search ? WordSearch.of(words) : null, new HashSet<>(words), List.copyOf(words));
  }

  private boolean found(Table known, String all) {
    if (known.search() != null) {
      return known.search().find(all);
    }
    if (operator.equals("==")) {
      return known.words().contains(all);
    }
    boolean end = operator.equals("endsWith");
    for (int i = 0; i < known.inOrder().size(); i++) {
      String each = known.inOrder().get(i);
      if (end ? all.endsWith(each) : all.startsWith(each)) {
        return true;
      }
    }
    return false;
  }
}
