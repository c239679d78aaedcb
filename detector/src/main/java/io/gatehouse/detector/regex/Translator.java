package io.gatehouse.detector.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads RE2's syntax (Go's regexp/syntax) and writes it for {@code java.util.regex} and for RE2/J.
 * No group captures but those whose names are asked for, because each costs on every step. With
 * {@code extras}, what Oniguruma and PCRE have beyond RE2 is read as well where it keeps its
 * meaning: look-around, atomic groups, possessive repeats, {@code \h} and {@code \Z}.
 */
final class Translator {
  static final int MAX_LENGTH = 100_000;
  private static final int MAX_NESTING = 250;
  private static final int MAX_REPEAT = 1000;

  private final Cursor in;
  private final Set<String> kept;
  private final boolean extras;
  private final StringBuilder java = new StringBuilder();
  private final StringBuilder linear = new StringBuilder();
  private final List<String> captures = new ArrayList<>();
  private final Escapes escapes;
  private boolean linearToo = true;
  private boolean boundaries;
  private int nesting;
  private Flags flags = new Flags(false, false, false, false);

  private Translator(String regex, Set<String> kept, boolean extras) {
    this.in = new Cursor(regex);
    this.kept = kept;
    this.extras = extras;
    this.escapes = new Escapes(in, extras);
  }

  /**
   * @param kept names of the groups that are to capture; one that begins with U+0001 is no name of
   *     the author's
   */
  static Translation translate(String regex, Set<String> kept, boolean extras)
      throws PatternException {
    if (regex.length() > MAX_LENGTH) {
      throw new PatternException("the pattern is longer than " + MAX_LENGTH + " characters");
    }
    Translator translator = new Translator(regex, kept, extras);
    Piece piece = translator.alternatives();
    if (!translator.in.atEnd()) {
      throw translator.in.error("')' closes nothing");
    }
    return new Translation(
        translator.java.toString(),
        translator.linearToo ? translator.linear.toString() : null,
        List.copyOf(translator.captures),
        piece.repeated().required(),
        translator.boundaries);
  }

  /** Letters in any case, '^' and '$' at lines, '.' on line ends, greed turned round. */
  private record Flags(boolean fold, boolean lines, boolean all, boolean lazy) {
    Flags with(char flag, boolean on) {
      return switch (flag) {
        case 'i' -> new Flags(on, lines, all, lazy);
        case 'm' -> new Flags(fold, on, all, lazy);
        case 's' -> new Flags(fold, lines, on, lazy);
        default -> new Flags(fold, lines, all, on);
      };
    }
  }

  private Piece alternatives() throws PatternException {
    List<Piece> branches = new ArrayList<>();
    branches.add(sequence());
    while (in.skip("|")) {
      both("|");
      branches.add(sequence());
    }
    return Piece.either(branches);
  }

  private Piece sequence() throws PatternException {
    List<Piece> parts = new ArrayList<>();
    while (!in.atEnd() && !in.at("|") && !in.at(")")) {
      parts.add(repeatable());
    }
    return Piece.sequence(parts);
  }

  private Piece repeatable() throws PatternException {
    int javaStart = java.length();
    int linearStart = linear.length();
    Piece piece = atom();
    Repeat repeat = Repeat.read(in, extras);
    if (repeat == null) {
      return piece;
    }
    if (piece.zeroWidth()) {
      java.insert(javaStart, "(?:").append(')');
      linear.insert(linearStart, "(?:").append(')');
    }
    if (repeat.max() > MAX_REPEAT || repeat.min() > MAX_REPEAT) {
      throw in.error("a repeat of more than " + MAX_REPEAT);
    }
    java.append(repeat.java(flags.lazy()));
    linear.append(repeat.text());
    linearToo &= !repeat.possessive();
    if (Repeat.read(in, extras) != null) {
      throw in.error("a repeat of a repeat");
    }
    return repeat.min() == 0 ? Piece.UNKNOWN : repeat.max() == 1 ? piece : piece.repeated();
  }

  private Piece atom() throws PatternException {
    char c = in.peek();
    return switch (c) {
      case '(' -> group();
      case '[' -> bracket();
      case '\\' -> escape();
      case '.' -> {
        in.next();
        java.append(flags.all() ? "(?s:.)" : ".");
        linear.append('.');
        yield Piece.UNKNOWN;
      }
      case '^' -> anchor(flags.lines() ? "(?<![^\\n])" : "\\A");
      case '$' -> anchor(flags.lines() ? "(?![^\\n])" : "\\z");
      case '*', '+', '?' -> throw in.error("'" + c + "' repeats nothing");
      default -> literal(in.codePoint());
    };
  }

  private Piece anchor(String text) {
    linear.append(in.next());
    java.append(text);
    return Piece.NOTHING;
  }

  private Piece literal(int c) {
    String text = new String(Character.toChars(c));
    java.append(Escapes.quoted(c));
    linear.append(Escapes.quoted(c));
    boolean folds =
        flags.fold() && (Character.toLowerCase(c) != c || Character.toUpperCase(c) != c);
    return folds ? Piece.UNKNOWN : Piece.literal(text);
  }

  private Piece bracket() throws PatternException {
    Brackets brackets = new Brackets(in, escapes);
    brackets.read();
    java.append(brackets.java());
    linear.append(brackets.linear());
    int only = brackets.only();
    boolean plain = only >= 0 && (!flags.fold() || !Character.isLetter(only));
    return plain ? Piece.literal(new String(Character.toChars(only))) : Piece.UNKNOWN;
  }

  private Piece escape() throws PatternException {
    if (in.skip("\\Q")) {
      return quoted();
    }
    Escapes.Meaning meaning = escapes.read();
    if (meaning.character() >= 0) {
      return literal(meaning.character());
    }
    java.append(meaning.java());
    linear.append(meaning.linear() == null ? "" : meaning.linear());
    linearToo &= meaning.linear() != null;
    boundaries |= meaning.boundary();
    return meaning.zeroWidth() ? Piece.NOTHING : Piece.UNKNOWN;
  }

  /** All of it but the last character, which a repeat would belong to. */
  private Piece quoted() throws PatternException {
    String text = in.until("\\E");
    if (text.isEmpty()) {
      both("(?:)");
      return Piece.NOTHING;
    }
    List<Piece> parts = new ArrayList<>();
    int last = text.offsetByCodePoints(text.length(), -1);
    text.substring(0, last).codePoints().forEach(c -> parts.add(literal(c)));
    int end = text.codePointAt(last);
    if (Repeat.follows(in)) {
      both("(?:");
      parts.add(literal(end));
      both(")");
    } else {
      parts.add(literal(end));
    }
    return Repeat.follows(in) ? Piece.UNKNOWN : Piece.sequence(parts);
  }

  private Piece group() throws PatternException {
    if (++nesting > MAX_NESTING) {
      throw in.error("nested deeper than " + MAX_NESTING + " levels");
    }
    Flags outer = flags;
    in.next();
    boolean flagsOnly = false;
    boolean look = false;
    if (!in.at("?")) {
      both("(?:");
    } else if (in.at("?P<") || in.at("?<") || in.at("?'")) {
      look = named();
    } else if (in.at("?=") || in.at("?!") || in.at("?>") || in.at("?#")) {
      look = special();
    } else {
      flagsOnly = flags();
    }
    if (flagsOnly) {
      nesting--;
      return Piece.NOTHING;
    }
    Piece inside = alternatives();
    if (!in.skip(")")) {
      throw in.error("a group is not closed; expected ')'");
    }
    both(")");
    flags = outer;
    nesting--;
    return look ? Piece.NOTHING : inside;
  }

  /** A named group, or looking behind. */
  private boolean named() throws PatternException {
    if (in.at("?<=") || in.at("?<!")) {
      return special();
    }
    boolean apostrophes = in.at("?'");
    if (apostrophes && !extras) {
      throw in.error("(?'name'…) is not RE2; write (?P<name>…)");
    }
    in.next();
    in.skip("P");
    in.next();
    String name = in.until(apostrophes ? "'" : ">");
    if (kept.contains(name)) {
      captures.add(name);
      both("(");
    } else {
      if (!name.matches("\u0001?[A-Za-z0-9_]+")) {
        throw in.error("'" + name + "' is no name of a group");
      }
      both("(?:");
    }
    return false;
  }

  /** Look-around, atomic groups, comments: never linear. */
  private boolean special() throws PatternException {
    if (!extras) {
      throw in.error(
          "'(" + in.rest(3) + "' is not RE2: look-around, atomic groups and comments are not");
    }
    if (in.skip("?#")) {
      in.untilBefore(")");
      both("(?:");
      return true;
    }
    String mark = in.at("?<") ? in.take(3) : in.take(2);
    java.append('(').append(mark);
    linearToo = false;
    return !mark.equals("?>");
  }

  /** {@code (?i)} for the rest of the group around it, or {@code (?i:…)}; tells which. */
  private boolean flags() throws PatternException {
    in.next();
    boolean on = true;
    StringBuilder text = new StringBuilder("(?");
    while (!in.at(":") && !in.at(")")) {
      char flag = in.atEnd() ? ' ' : in.next();
      if (flag == '-' && on) {
        on = false;
      } else if ("imsU".indexOf(flag) >= 0) {
        flags = flags.with(flag, on);
      } else {
        throw in.error("'(?" + flag + "' is not RE2; the flags are i, m, s and U");
      }
      text.append(flag);
    }
    boolean alone = in.next() == ')';
    linear.append(text).append(alone ? ")" : ":");
    String fold = text.length() == 2 ? "" : flags.fold() ? "iu" : "-iu";
    java.append("(?").append(fold).append(alone ? ")" : ":");
    return alone;
  }

  private void both(String text) {
    java.append(text);
    linear.append(text);
  }
}
