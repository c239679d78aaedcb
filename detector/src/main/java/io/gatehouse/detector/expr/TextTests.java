package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfText;
import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.regex.PatternException;
import io.gatehouse.detector.regex.SafePattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code contains startsWith endsWith matches}: false where a side is nil. */
final class TextTests {
  private final Compiler compiler;

  TextTests(Compiler compiler) {
    this.compiler = compiler;
  }

  Typed test(Binary binary) {
    Typed left = compiler.compile(binary.left());
    Typed right = compiler.compile(binary.right());
    boolean fit =
        compiler.expect(left, Type.STRING, binary.left().at(), "'" + binary.operator() + "'");
    fit &= compiler.expect(right, Type.STRING, binary.right().at(), "'" + binary.operator() + "'");
    if (!fit) {
      return left;
    }
    OfText text = Coerce.text(left, binary.operator());
    OfBool code =
        right.constant() ? constant(binary, text, right.value()) : test(binary, text, right);
    return Typed.made(Type.BOOL, code, left, right);
  }

  private OfBool constant(Binary binary, OfText text, @Nullable Object value) {
    if (!(value instanceof String part)) {
      return e -> false;
    }
    return switch (binary.operator()) {
      case "contains" -> contains(text, part);
      case "startsWith" -> e -> startsWith(text.text(e), part);
      case "endsWith" -> e -> endsWith(text.text(e), part);
      default -> matches(binary, text, part);
    };
  }

  private static OfBool contains(OfText text, String part) {
    return e -> {
      String all = text.text(e);
      return all != null && all.contains(part);
    };
  }

  private OfBool matches(Binary binary, OfText text, String regex) {
    try {
      SafePattern pattern = SafePattern.re2(regex);
      return e -> Matching.find(pattern, text.text(e));
    } catch (PatternException e) {
      compiler.wrong(binary.right().at(), e.reason());
      return x -> false;
    }
  }

  private static OfBool test(Binary binary, OfText text, Typed right) {
    OfText part = Coerce.text(right, binary.operator());
    if (binary.operator().equals("matches")) {
      RegexCache patterns = new RegexCache();
      return e -> {
        String all = text.text(e);
        String regex = part.text(e);
        return all != null && regex != null && Matching.find(patterns.get(regex), all);
      };
    }
    return switch (binary.operator()) {
      case "contains" -> e -> contains(text.text(e), part.text(e));
      case "startsWith" -> e -> startsWith(text.text(e), part.text(e));
      default -> e -> endsWith(text.text(e), part.text(e));
    };
  }

  private static boolean contains(@Nullable String all, @Nullable String part) {
    return all != null && part != null && all.contains(Objects.requireNonNull(part));
  }

  private static boolean startsWith(@Nullable String all, @Nullable String part) {
    return all != null && part != null && all.startsWith(part);
  }

  private static boolean endsWith(@Nullable String all, @Nullable String part) {
    return all != null && part != null && all.endsWith(part);
  }
}
