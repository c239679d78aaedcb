package io.gatehouse.detector.helper;

import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.GoText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Go's Sprintf with the verbs that rules use: {@code %v %s %q %d %x %X %f %t %%}. */
final class Printf {
  private static final Pattern VERB =
      Pattern.compile("%([-+# 0]*)(\\d{0,4})(?:\\.(\\d{0,3}))?(.?)");

  private static final int MAX_LENGTH = 1 << 24;

  private Printf() {}

  static String call(Evaluation e, @Nullable Object[] arguments) throws EvaluationException {
    StringBuilder text = new StringBuilder();
    Matcher verb = VERB.matcher(Arguments.text(arguments, 0));
    int next = 1;
    while (verb.find()) {
      if (verb.group(4).equals("%")) {
        verb.appendReplacement(text, "%");
      } else {
        boolean given = next < arguments.length;
        String value = given ? one(verb, arguments[next]) : "%!" + verb.group(4) + "(MISSING)";
        verb.appendReplacement(text, Matcher.quoteReplacement(value));
        next++;
      }
      if (text.length() > MAX_LENGTH) {
        throw new EvaluationException("Sprintf() would be longer than " + MAX_LENGTH);
      }
    }
    e.text(text.length());
    return verb.appendTail(text).toString();
  }

  private static String one(Matcher verb, @Nullable Object value) {
    String text =
        switch (verb.group(4)) {
          case "v", "s" -> GoText.plain(value);
          case "q" -> "\"" + GoText.plain(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
          case "d" -> value instanceof Long ? value.toString() : refused(verb, value);
          case "t" -> value instanceof Boolean ? value.toString() : refused(verb, value);
          case "f" -> value instanceof Double number ? fixed(verb, number) : refused(verb, value);
          case "x", "X" -> hexadecimal(verb, value);
          default -> refused(verb, value);
        };
    return padded(verb, text);
  }

  private static String fixed(Matcher verb, double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return GoText.plain(number);
    }
    String digits = verb.group(3);
    int decimals = digits == null ? 6 : digits.isEmpty() ? 0 : Integer.parseInt(digits);
    return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String hexadecimal(Matcher verb, @Nullable Object value) {
    if (!(value instanceof Long number)) {
      return refused(verb, value);
    }
    String hex = Long.toHexString(Math.abs(number));
    String text = (number < 0 ? "-" : "") + hex;
    return verb.group(4).equals("X") ? LetterCase.upper(text) : text;
  }

  private static String refused(Matcher verb, @Nullable Object value) {
    return "%!" + verb.group(4) + "(" + GoText.plain(value) + ")";
  }

  private static String padded(Matcher verb, String text) {
    int width = verb.group(2).isEmpty() ? 0 : Integer.parseInt(verb.group(2));
    String flags = verb.group(1);
    boolean plus = flags.contains("+") && verb.group(4).matches("[df]") && !text.startsWith("-");
    String signed = plus ? "+" + text : text;
    int missing = Math.max(0, width - signed.codePointCount(0, signed.length()));
    if (flags.contains("-")) {
      return signed + " ".repeat(missing);
    }
    return flags.contains("0") && verb.group(4).matches("[dfxX]")
        ? zeros(signed, missing)
        : " ".repeat(missing) + signed;
  }

  private static String zeros(String text, int missing) {
    boolean sign = text.startsWith("-") || text.startsWith("+");
    return sign
        ? text.charAt(0) + "0".repeat(missing) + text.substring(1)
        : "0".repeat(missing) + text;
  }
}
