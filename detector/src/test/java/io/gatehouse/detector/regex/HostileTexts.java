package io.gatehouse.detector.regex;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are made to keep one pattern busy: runs of a character, alternations of those that the
 * pattern is made of, and what almost matches. The same for the same pattern each time.
 */
public final class HostileTexts {
  private static final String USUAL = "a0 \"\\/.:-[=é";
  private static final Pattern PART = Pattern.compile("\\w+|\\W");

  private HostileTexts() {}

  /**
   * All of them.
   *
   * @param lines some of which may match
   * @param length of each text, about
   */
  public static List<String> of(SafePattern pattern, List<String> lines, int length)
      throws PatternBudgetException {
    String regex = pattern.toString();
    Random random = new Random(regex.hashCode());
    List<String> characters = characters(regex);
    String literal = pattern.literals().isEmpty() ? "" : pattern.literals().get(0);
    List<String> texts = new ArrayList<>();
    for (String one : characters) {
      texts.add(literal + repeated(one, length) + "\u0000" + literal);
      String other = characters.get(random.nextInt(characters.size()));
      texts.add(literal + repeated(one + other, length) + "\u0000");
      texts.add(repeated(one.repeat(7) + other, length) + literal);
    }
    for (String line : lines) {
      if (!line.isBlank() && pattern.find(line)) {
        almost(line, length, random, texts);
        break;
      }
    }
    return texts;
  }

  /** A line that matches, one of whose parts is repeated, and which ends otherwise. */
  private static void almost(String line, int length, Random random, List<String> texts) {
    List<String> parts = new ArrayList<>();
    Matcher part = PART.matcher(line);
    while (part.find()) {
      parts.add(part.group());
    }
    for (int i = 0; i < 6; i++) {
      int from = random.nextInt(parts.size());
      int to = Math.min(parts.size(), from + 1 + random.nextInt(4));
      String before = String.join("", parts.subList(0, from));
      String again = repeated(String.join("", parts.subList(from, to)), length);
      texts.add(before + again + "\u0000");
      texts.add(before + again + String.join("", parts.subList(to, parts.size())) + "\u0000");
    }
  }

  /** The characters that the pattern names, and some that most classes have. */
  private static List<String> characters(String regex) {
    Set<String> characters = new LinkedHashSet<>();
    regex
        .codePoints()
        .limit(4_000)
        .distinct()
        .limit(12)
        .forEach(c -> characters.add(Character.toString(c)));
    USUAL.codePoints().forEach(c -> characters.add(Character.toString(c)));
    return List.copyOf(characters);
  }

  private static String repeated(String text, int length) {
    return text.repeat(Math.max(1, length / text.length()));
  }
}
