package io.gatehouse.detector.expr;

import java.util.Random;

/** Writes expressions at random, most of them well typed. */
final class RandomExpression {
  private final Random random;
  private int lets;
  private int closures;

  RandomExpression(Random random) {
    this.random = random;
  }

  String any(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> number(depth);
      case 1 -> text(depth);
      case 2 -> list(depth);
      case 3 -> unknown(depth);
      default -> bool(depth);
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  String bool(int depth) {
    if (depth <= 0) {
      return pick("true", "false", "evt.Process");
    }
    int less = depth - 1;
    return switch (random.nextInt(14)) {
      case 0 -> "(" + bool(less) + pick(" && ", " and ") + bool(less) + " && " + bool(less) + ")";
      case 1 -> "(" + bool(less) + pick(" || ", " or ") + bool(less) + ")";
      case 2 -> "not (" + bool(less) + ")";
      case 3 ->
          "("
              + number(less)
              + pick(" < ", " <= ", " > ", " >= ", " == ", " != ")
              + number(less)
              + ")";
      case 4 ->
          "("
              + text(less)
              + pick(" == ", " != ", " < ", " contains ", " startsWith ", " endsWith ")
              + text(less)
              + ")";
      case 5 ->
          "("
              + text(less)
              + pick(" in ", " not in ")
              + pick("evt.Meta", "['ssh', 'a', nil]", "['a', 'b', 'c', 'd', 'root']", list(less))
              + ")";
      case 6 ->
          "("
              + unknown(less)
              + pick(" == ", " != ")
              + pick(number(less), text(less), "nil", unknown(less))
              + ")";
      case 7 -> pick("any", "all", "none") + "(" + closure(list(less), bool(less)) + ")";
      case 8 -> "(" + bool(less) + " ? " + bool(less) + " : " + bool(less) + ")";
      case 9 -> "(" + unknown(less) + pick(" < ", " contains ", " in ", " && ") + any(less) + ")";
      case 10 ->
          "(let v"
              + ++lets
              + " = "
              + any(less)
              + "; "
              + bool(less)
              + " && v"
              + lets
              + " == v"
              + lets
              + ")";
      case 11 -> "(" + number(less) + " in [1, 2.0, '3'])";
      case 12 -> "(if " + bool(less) + " { " + bool(less) + " } else { " + bool(less) + " })";
      default -> "(" + bool(less) + " == " + bool(less) + ")";
    };
  }

  private String closure(String list, String body) {
    closures++;
    String element = pick("#", "#index", "# == 'a'", "# != nil");
    String text =
        list + ", {" + (random.nextBoolean() ? body : "(" + element + ") == 1 || " + body) + "}";
    closures--;
    return text;
  }

  String number(int depth) {
    if (depth <= 0) {
      return pick("0", "1", "2", "3.5", "-1", "evt.Type", "len(evt.Stage)");
    }
    int less = depth - 1;
    return switch (random.nextInt(8)) {
      case 0 -> "(" + number(less) + pick(" + ", " - ", " * ", " / ") + number(less) + ")";
      case 1 -> "len(" + pick(text(less), list(less), "evt.Meta") + ")";
      case 2 -> "count(" + closure(list(less), bool(less)) + ")";
      case 3 -> "(" + bool(less) + " ? " + number(less) + " : " + number(less) + ")";
      case 4 -> "-(" + number(less) + ")";
      case 5 -> "(" + pick("5", "7", "len(evt.Stage)") + " % " + pick("2", "3", "evt.Type") + ")";
      case 6 -> "(" + number(less) + " + " + unknown(less) + ")";
      default -> number(less);
    };
  }

  String text(int depth) {
    if (depth <= 0) {
      return pick(
          "'ssh'",
          "'a'",
          "''",
          "evt.Stage",
          "evt.Meta.service",
          "evt.Meta.none",
          "evt.Meta['user']",
          "evt.Range");
    }
    int less = depth - 1;
    return switch (random.nextInt(6)) {
      case 0 -> "(" + text(less) + " + " + text(less) + " + " + text(less) + ")";
      case 1 -> "upper(" + text(less) + ")";
      case 2 -> text(less) + pick("[1:]", "[:2]", "[-2:]", "[1:-1]", "[5:1]");
      case 3 -> "(" + bool(less) + " ? " + text(less) + " : " + text(less) + ")";
      case 4 -> "(" + pick("evt.Range", "evt.Unmarshaled.none") + " ?? " + text(less) + ")";
      default -> text(less);
    };
  }

  String list(int depth) {
    if (depth <= 0) {
      return pick(
          "[1, 2, 3]", "['a', 'ssh']", "[]", "[nil, 'a', 1]", "evt.Unmarshaled.request.names");
    }
    int less = depth - 1;
    return switch (random.nextInt(5)) {
      case 0 -> "[" + any(less) + ", " + any(less) + "]";
      case 1 -> "map(" + closure(list(less), any(less)) + ")";
      case 2 -> "filter(" + closure(list(less), bool(less)) + ")";
      case 3 -> list(less) + pick("[1:]", "[:1]", "[-1:]");
      default -> list(less);
    };
  }

  /** Something whose type is known at run time only. */
  String unknown(int depth) {
    if (depth <= 0) {
      return pick(
          "evt.Unmarshaled.request.status",
          "evt.Unmarshaled.request.path",
          "evt.Unmarshaled.none",
          "evt.Unmarshaled.none?.deep.er",
          "evt.Unmarshaled.request?.none",
          "evt.Unmarshaled.request.nothing.more");
    }
    int less = depth - 1;
    return switch (random.nextInt(5)) {
      case 0 -> list(less) + pick("[0]", "[-1]", "[1]");
      case 1 -> "(" + bool(less) + " ? " + any(less) + " : nil)";
      case 2 -> "{a: " + any(less) + ", b: " + any(less) + "}" + pick(".a", "['b']", ".c", "?.a");
      case 3 -> closures > 0 ? "#" : unknown(less);
      default -> unknown(less);
    };
  }
}
