package io.gatehouse.detector.regex;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that any text may be searched with: leftmost-first, as Perl, Go and RE2 do.
 * A text that holds none of the literals that a match must contain is not searched at all. The
 * search itself looks at the text a bounded number of times; where that does not suffice, RE2/J
 * searches in linear time. Immutable and thread-safe.
 */
public final class SafePattern {
  /** Looks that every search may take, and more for each character. */
  private static final int BASE_LOOKS = 50_000;

  private static final int LOOKS_PER_CHARACTER = 250;
  private static final int MAX_LOOKS = 5_000_000;

  /** Characters times instructions that RE2/J may take: about a second at the very worst. */
  static final long MAX_LINEAR = 250_000_000;

  private static final boolean UNICODE_BOUNDARIES = Runtime.version().feature() < 19;
  private static final String WORD_EDGE = "(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))";
  private static final String NO_WORD_EDGE = "(?:(?<=\\w)(?=\\w)|(?<!\\w)(?!\\w))";

  private final String regex;
  private final Translation translation;
  private final Pattern pattern;
  private final List<List<String>> literals;
  private volatile com.google.re2j.@Nullable Pattern linear;
  private volatile @Nullable Pattern exact;

  /** One search that nobody uses just now; a second thread makes its own. */
  private final AtomicReference<@Nullable Search> idle = new AtomicReference<>();

  private SafePattern(String regex, Translation translation, Pattern pattern) {
    this.regex = regex;
    this.translation = translation;
    this.pattern = pattern;
    this.literals = translation.literals();
  }

  /**
   * In RE2's syntax.
   *
   * @throws PatternException if it is none
   */
  public static SafePattern re2(String regex) throws PatternException {
    return compile(regex, Translator.translate(regex, Set.of(), false));
  }

  /**
   * In RE2's syntax with what Oniguruma adds, as far as it can be had. Such a pattern has no linear
   * engine to fall back on: where its budget does not suffice, the search is given up.
   *
   * @param groups names of the groups to capture, each of which stands in the pattern once
   * @throws PatternException if it is none
   */
  public static SafePattern extended(String regex, Set<String> groups) throws PatternException {
    return compile(regex, Translator.translate(regex, groups, true));
  }

  private static SafePattern compile(String regex, Translation translation)
      throws PatternException {
    try {
      return new SafePattern(
          regex, translation, Pattern.compile(translation.java(), Pattern.UNIX_LINES));
    } catch (PatternSyntaxException e) {
      throw new PatternException("pattern: " + e.getDescription() + ": \"" + regex + "\"");
    } catch (StackOverflowError e) {
      throw new PatternException("pattern: too deeply nested: \"" + regex + "\"");
    }
  }

  /** Names of the groups that capture, the first being group 1. */
  public List<String> groups() {
    return translation.captures();
  }

  /** Texts of which one occurs wherever the pattern matches; empty if none is known. */
  public List<String> literals() {
    return literals.isEmpty() ? List.of() : literals.get(0);
  }

  /**
   * Whether it matches somewhere.
   *
   * @throws PatternBudgetException if the text makes the search too costly
   */
  public boolean find(String text) throws PatternBudgetException {
    return hasLiterals(text) && search(text, null, null);
  }

  /**
   * Where it matches first: start and end of each group at {@code 2g} and {@code 2g + 1}, group 0
   * being the whole; -1 for a group that took no part.
   *
   * @return null if it does not match
   * @throws PatternBudgetException if the text makes the search too costly
   */
  public int @Nullable [] places(String text) throws PatternBudgetException {
    return placesWithin(text, null);
  }

  /**
   * The same, paid for from a budget.
   *
   * @throws PatternBudgetException also if it does not suffice; it is spent then
   */
  public int @Nullable [] places(String text, SearchBudget budget) throws PatternBudgetException {
    return placesWithin(text, budget);
  }

  private int @Nullable [] placesWithin(String text, @Nullable SearchBudget budget)
      throws PatternBudgetException {
    if (!hasLiterals(text)) {
      return null;
    }
    int[] places = new int[2 * (groups().size() + 1)];
    return search(text, places, budget) ? places : null;
  }

  private boolean hasLiterals(String text) {
    for (int i = 0; i < literals.size(); i++) {
      if (!hasOne(text, literals.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasOne(String text, List<String> literals) {
    for (int i = 0; i < literals.size(); i++) {
      if (text.contains(literals.get(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean search(String text, int @Nullable [] places, @Nullable SearchBudget budget)
      throws PatternBudgetException {
    boolean usual = isExact(text);
    Search search = usual ? borrowed() : new Search(exact());
    int looks = budget(text.length());
    if (budget != null) {
      looks = budget.atMost(looks);
    }
    try {
      return search.find(text, looks, places);
    } catch (Budgeted.UsedUp | StackOverflowError e) {
      return searchLinear(text, places, budget);
    } finally {
      if (budget != null) {
        budget.spend(looks - search.left());
      }
      if (usual) {
        search.rest();
        idle.set(search);
      }
    }
  }

  /** How often a search may look at a text of that length. */
  static int budget(int length) {
    return (int) Math.min(MAX_LOOKS, BASE_LOOKS + (long) LOOKS_PER_CHARACTER * length);
  }

  /**
   * What a search of that text costs, for who watches over patterns. Unlike {@link #find} it
   * searches texts without the literals, too.
   */
  public Effort effort(String text) {
    int budget = budget(text.length());
    Search search = new Search(isExact(text) ? pattern : exact());
    try {
      search.find(text, budget, null);
      return new Effort(budget - search.left(), 0, false);
    } catch (Budgeted.UsedUp | StackOverflowError e) {
      return linearEffort(text, budget - search.left());
    }
  }

  private Effort linearEffort(String text, int looks) {
    try {
      searchLinear(text, null, null);
      com.google.re2j.Pattern engine = linear();
      long instructions = engine == null ? 0 : engine.programSize();
      return new Effort(looks, instructions * text.length(), false);
    } catch (PatternBudgetException e) {
      return new Effort(looks, 0, true);
    }
  }

  private Search borrowed() {
    Search known = idle.getAndSet(null);
    return known == null ? new Search(pattern) : known;
  }

  /** Before Java 19, \b knows letters beyond ASCII, which RE2's does not. */
  private boolean isExact(String text) {
    return !UNICODE_BOUNDARIES || !translation.boundaries() || isAscii(text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private Pattern exact() {
    Pattern known = exact;
    if (known == null) {
      known = Pattern.compile(withAsciiEdges(translation.java()), Pattern.UNIX_LINES);
      exact = known;
    }
    return known;
  }

  private static String withAsciiEdges(String java) {
    StringBuilder edged = new StringBuilder();
    for (int i = 0; i < java.length(); i++) {
      char c = java.charAt(i);
      char next = c == '\\' ? java.charAt(++i) : '\0';
      if (next == 'b' || next == 'B') {
        edged.append(next == 'b' ? WORD_EDGE : NO_WORD_EDGE);
      } else {
        edged.append(c);
        if (next != '\0') {
          edged.append(next);
        }
      }
    }
    return edged.toString();
  }

  private boolean searchLinear(String text, int @Nullable [] places, @Nullable SearchBudget budget)
      throws PatternBudgetException {
    com.google.re2j.Pattern engine = linear();
    long steps = engine == null ? 0 : (long) engine.programSize() * text.length();
    if (engine == null || steps > MAX_LINEAR || (budget != null && !budget.take(steps))) {
      throw new PatternBudgetException(
          "a search in "
              + text.length()
              + " characters was given up as too costly, for "
              + abbreviated());
    }
    com.google.re2j.Matcher matcher = engine.matcher(text);
    boolean found = matcher.find();
    if (found && places != null) {
      for (int group = 0; group <= translation.captures().size(); group++) {
        places[2 * group] = matcher.start(group);
        places[2 * group + 1] = matcher.end(group);
      }
    }
    return found;
  }

  private com.google.re2j.@Nullable Pattern linear() {
    com.google.re2j.Pattern known = linear;
    String text = translation.linear();
    if (known == null && text != null) {
      known = com.google.re2j.Pattern.compile(text);
      linear = known;
    }
    return known;
  }

  private String abbreviated() {
    return regex.length() <= 60 ? regex : regex.substring(0, 60) + "…";
  }

  /** As it was given. */
  @Override
  public String toString() {
    return regex;
  }
}
