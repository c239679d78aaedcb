package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.FLOAT;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.decimal;
import static io.gatehouse.detector.helper.Arguments.text;
import static io.gatehouse.detector.helper.Arguments.whole;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.TextCut;
import io.gatehouse.detector.expr.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Helpers on strings, named and meant as in Go's package strings. */
final class TextHelpers {
  private static final double NEARLY = 1e-6;
  private static final int MAX_DIGITS = 400;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Type TEXTS = Type.listOf(STRING);

  static final List<Function> ALL =
      List.of(
          Function.text("Upper", LetterCase::upper),
          Function.text("Lower", LetterCase::lower),
          Function.text("TrimSpace", TextCut::space),
          Function.text2("Trim", (text, set) -> TextCut.left(TextCut.right(text, set), set)),
          Function.text2("TrimLeft", TextCut::left),
          Function.text2("TrimRight", TextCut::right),
          Function.text2("TrimPrefix", TextCut::prefix),
          Function.text2("TrimSuffix", TextCut::suffix),
          Function.of(
              "Split",
              TEXTS,
              List.of(STRING, STRING),
              (e, a) -> TextCut.split(e, text(a, 0), text(a, 1), -1, false)),
          Function.of(
              "SplitN",
              TEXTS,
              List.of(STRING, STRING, INT),
              (e, a) -> TextCut.split(e, text(a, 0), text(a, 1), whole(a, 2), false)),
          Function.of(
              "SplitAfter",
              TEXTS,
              List.of(STRING, STRING),
              (e, a) -> TextCut.split(e, text(a, 0), text(a, 1), -1, true)),
          Function.of(
              "SplitAfterN",
              TEXTS,
              List.of(STRING, STRING, INT),
              (e, a) -> TextCut.split(e, text(a, 0), text(a, 1), whole(a, 2), true)),
          Function.of("Fields", TEXTS, List.of(STRING), (e, a) -> fields(text(a, 0))),
          Function.of(
              "Join",
              STRING,
              List.of(Type.list(), STRING),
              (e, a) -> TextCut.join(e, Arguments.list(a, 0), text(a, 1))),
          Function.of(
              "Index",
              INT,
              List.of(STRING, STRING),
              (e, a) -> (long) text(a, 0).indexOf(text(a, 1))),
          Function.of("IndexAny", INT, List.of(STRING, STRING), (e, a) -> indexAny(a)),
          Function.of(
              "Replace",
              STRING,
              List.of(STRING, STRING, STRING, INT),
              (e, a) -> TextCut.replace(e, text(a, 0), text(a, 1), text(a, 2), whole(a, 3))),
          Function.of(
              "ReplaceAll",
              STRING,
              List.of(STRING, STRING, STRING),
              (e, a) -> TextCut.replace(e, text(a, 0), text(a, 1), text(a, 2), -1)),
          Function.of(
              "ToString", STRING, List.of(ANY), (e, a) -> a[0] instanceof String s ? s : ""),
          Function.of("Atof", FLOAT, List.of(STRING), (e, a) -> atof(text(a, 0))),
          Function.of("Sprintf", STRING, List.of(STRING, ANY), Printf::call).repeated(),
          Function.test2("Match", Glob::matches),
          Function.of(
              "FloatApproxEqual",
              BOOL,
              List.of(FLOAT, FLOAT),
              (e, a) -> Math.abs(decimal(a, 0) - decimal(a, 1)) < NEARLY),
          Function.text("B64Decode", TextHelpers::decoded),
          Function.text("basename", TextHelpers::basename));

  private TextHelpers() {}

  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || TextCut.isSpace(text.charAt(i));
      if (space && start >= 0) {
        fields.add(text.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return fields;
  }

  private static long indexAny(@Nullable Object[] arguments) {
    String text = text(arguments, 0);
    for (int i = 0; i < text.length(); i++) {
      if (text(arguments, 1).indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** Nothing where it is no number. */
  private static double atof(String text) {
    boolean number = text.length() <= MAX_DIGITS && NUMBER.matcher(text).matches();
    return number ? Double.parseDouble(text) : 0;
  }

  private static String decoded(String text) throws EvaluationException {
    try {
      String plain = text.replace("\n", "").replace("\r", "");
      if (plain.length() % 4 != 0) {
        throw new IllegalArgumentException("padding");
      }
      return new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException("B64Decode() wants standard base64 with padding");
    }
  }

  /** The last part of a path, as Go's package path has it. */
  private static String basename(String path) {
    String trimmed = TextCut.right(path, "/");
    if (trimmed.isEmpty()) {
      return path.isEmpty() ? "." : "/";
    }
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
