package io.gatehouse.detector.expr;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Built-in functions of strings. */
final class TextBuiltins {
  private static final Type LENGTHY = Type.oneOf(STRING, Type.list(), Type.map());

  static final List<Function> ALL =
      List.of(
          Function.of("len", INT, List.of(LENGTHY), (e, a) -> length(a[0])),
          Function.of("string", STRING, List.of(ANY), (e, a) -> GoText.plain(a[0])),
          Function.of("type", STRING, List.of(ANY), (e, a) -> type(a[0])),
          Function.text("upper", text -> text.toUpperCase(Locale.ROOT)),
          Function.text("lower", text -> text.toLowerCase(Locale.ROOT)),
          Function.of("trim", STRING, List.of(STRING, STRING), (e, a) -> trim(a)).optional(1),
          Function.of("trimPrefix", STRING, List.of(STRING, STRING), (e, a) -> prefix(a))
              .optional(1),
          Function.of("trimSuffix", STRING, List.of(STRING, STRING), (e, a) -> suffix(a))
              .optional(1),
          Function.of("split", texts(), List.of(STRING, STRING, INT), (e, a) -> split(e, a, false))
              .optional(1),
          Function.of(
                  "splitAfter", texts(), List.of(STRING, STRING, INT), (e, a) -> split(e, a, true))
              .optional(1),
          Function.of("replace", STRING, List.of(STRING, STRING, STRING), TextBuiltins::replace),
          Function.of("repeat", STRING, List.of(STRING, INT), TextBuiltins::repeat),
          Function.of("join", STRING, List.of(Type.list(), STRING), TextBuiltins::join).optional(1),
          Function.of(
              "indexOf",
              INT,
              List.of(STRING, STRING),
              (e, a) -> (long) text(a[0]).indexOf(text(a[1]))),
          Function.of(
              "lastIndexOf",
              INT,
              List.of(STRING, STRING),
              (e, a) -> (long) text(a[0]).lastIndexOf(text(a[1]))),
          Function.test2("hasPrefix", String::startsWith),
          Function.test2("hasSuffix", String::endsWith),
          Function.text(
              "toBase64",
              text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
          Function.text("fromBase64", TextBuiltins::fromBase64));

  private TextBuiltins() {}

  private static Type texts() {
    return Type.listOf(STRING);
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  /** Of a string, its code points. */
  private static long length(@Nullable Object value) {
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    return value instanceof List<?> list
        ? list.size()
        : ((Map<?, ?>) Objects.requireNonNull(value)).size();
  }

  private static String type(@Nullable Object value) {
    return value instanceof List<?> ? "array" : Coerce.nameOf(value);
  }

  private static String trim(@Nullable Object[] arguments) {
    String text = text(arguments[0]);
    String set = arguments.length > 1 ? text(arguments[1]) : null;
    return set == null ? TextCut.space(text) : TextCut.left(TextCut.right(text, set), set);
  }

  private static String prefix(@Nullable Object[] arguments) {
    return TextCut.prefix(text(arguments[0]), arguments.length > 1 ? text(arguments[1]) : " ");
  }

  private static String suffix(@Nullable Object[] arguments) {
    return TextCut.suffix(text(arguments[0]), arguments.length > 1 ? text(arguments[1]) : " ");
  }

  private static List<String> split(Evaluation e, @Nullable Object[] arguments, boolean after)
      throws EvaluationException {
    long limit = arguments.length > 2 ? (Long) arguments[2] : -1;
    return TextCut.split(e, text(arguments[0]), text(arguments[1]), limit, after);
  }

  private static String replace(Evaluation e, @Nullable Object[] arguments)
      throws EvaluationException {
    return TextCut.replace(e, text(arguments[0]), text(arguments[1]), text(arguments[2]), -1);
  }

  private static String repeat(Evaluation e, @Nullable Object[] arguments)
      throws EvaluationException {
    long count = (Long) arguments[1];
    if (count < 0 || count > Evaluation.MAX_TEXT) {
      throw new EvaluationException("repeat() wants a count from 0 to " + Evaluation.MAX_TEXT);
    }
    e.text(text(arguments[0]).length() * count);
    return text(arguments[0]).repeat((int) count);
  }

  private static String join(Evaluation e, @Nullable Object[] arguments)
      throws EvaluationException {
    String between = arguments.length > 1 ? text(arguments[1]) : "";
    return TextCut.join(e, (List<?>) arguments[0], between);
  }

  private static String fromBase64(String text) throws EvaluationException {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException("fromBase64() wants standard base64 with padding");
    }
  }
}
