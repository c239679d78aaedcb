package io.gatehouse.detector.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a{x§a{x§true",
        "a{,2}§a{,2}§true",
        "%{x-y}§%{x-y}§true",
        "a{2}§aa§true",
        "[[]§[§true",
        "[a&&b]§&§true",
        "[]a]§]§true",
        "[^]a]§]§false",
        "[a-]§-§true",
        "x$§x\\n§false",
        "(?m)x$§x\\ny§true",
        "(?m)^y§x\\ny§true",
        "^y§x\\ny§false",
        "a.b§a\\rb§true",
        "a.b§a\\nb§false",
        "(?s)a.b§a\\nb§true",
        "a\\sb§a\u000Bb§false",
        "a\\Sb§a\u000Bb§true",
        "[\\s]§x\u000By§false",
        "[^x\\Sy]|[\\S]{3}§x\u000By§true",
        "(?i)straße§STRASSE§false",
        "(?i)ÄB§äb§true",
        "(?P<n>a)(?P<n2>b)§ab§true",
        "\\x41\\x{42}\\103§ABC§true",
        "\\Qa.b\\E+§a.bbb§true",
        "\\Qa.b\\E§axb§false",
        "[[:alpha:]]+[[:^digit:]]§ab§true",
        "\\pL+\\p{Greek}\\PN§aβx§true",
        "\\/\\-\\\"\\ §/-\" §true",
        "a\\z§a\\n§false",
        "(?U)a+b§aab§true",
        "^*a§a§true",
        "(|a)+b§aab§true",
        "\\b1\\b§é1é§true",
        "\\w+§é§false",
      })
  void means_what_it_means_in_go(String regex, String text, boolean found) throws Exception {
    String meant = text.replace("\\n", "\n").replace("\\r", "\r");
    assertThat(SafePattern.re2(regex).find(meant)).isEqualTo(found);
    boolean linear = com.google.re2j.Pattern.compile(regex).matcher(meant).find();
    assertThat(linear).as("RE2/J").isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        "(§a group is not closed",
        ")§')' closes nothing",
        "[a§a class is not closed",
        "*a§'*' repeats nothing",
        "a**§a repeat of a repeat",
        "a{2000}§a repeat of more than 1000",
        "a{3,2}§a repeat whose end is before its begin",
        "[b-a]§a range of characters whose end is before its begin",
        "\\q§'\\q' is not RE2",
        "(a)\\1§'\\1' refers back to a group",
        "a(?=b)§'(?=b' is not RE2",
        "(?x)a§'(?x' is not RE2",
        "[[:nope:]]§'[:nope:]' is no class of characters",
        "a\\§a backslash at the end",
        "\\x{110000}§'\\x' wants two hexadecimal digits",
        "(?P<a-b>x)§'a-b' is no name of a group",
      })
  void what_is_no_pattern_is_refused_with_a_reason(String regex, String reason) {
    assertThatThrownBy(() -> SafePattern.re2(regex))
        .isInstanceOf(PatternException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "a(?=b)§ab§ac",
        "(?<!a)b§cb§ab",
        "(?>a+)b§aab§aa",
        "a++b§aab§b",
        "\\h{2}§fe§xy",
        "a\\Z§a§ab",
        "(?#why)a§a§b",
        "(?<n>a)§a§b"
      })
  void what_oniguruma_adds_is_understood_where_asked_for(String regex, String yes, String no)
      throws Exception {
    SafePattern pattern = SafePattern.extended(regex, Set.of());
    assertThat(pattern.find(yes)).isTrue();
    assertThat(pattern.find(no)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "Failed password for .*§Failed password for ",
        "a+bcd?§bc",
        "(?:Failed|Invalid) user§Failed,Invalid",
        "(?:Failed|Invalid)§Failed,Invalid",
        "(?i)failed§none",
        "x*y?§none",
        "(?i:abc)defg§defg",
        "[.]conf§.conf",
      })
  void a_required_literal_is_found(String regex, String literals) throws Exception {
    List<String> wanted = literals.equals("none") ? List.of() : List.of(literals.split(",", -1));
    assertThat(SafePattern.re2(regex).literals())
        .map(String::strip)
        .isEqualTo(wanted.stream().map(String::strip).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+b",
        "(a|a)*b",
        "(a|aa)+$",
        "(.*a){12}b",
        "(x+x+)+y",
        "([a-z]+)*=",
        "(a?){30}a{30}b",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(\"(\\\\.|[^\\\\\"]+)+\")"
      })
  void hostile_texts_cost_a_bounded_time(String regex) throws Exception {
    SafePattern pattern = SafePattern.re2(regex);
    for (String text : List.of("a".repeat(200), "\"" + "x".repeat(5000), "a".repeat(100_000))) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(8),
          () -> {
            try {
              pattern.find(text + "!");
            } catch (PatternBudgetException e) {
              assertThat(e).hasMessageContaining("too costly");
            }
          });
    }
  }

  @Test
  void a_search_beyond_the_budget_falls_back_to_the_linear_engine() throws Exception {
    assertThat(SafePattern.re2("(a+)+b").find("a".repeat(1000) + "cab")).isTrue();
    assertThat(SafePattern.re2("(a+)+b").find("a".repeat(1000) + "c b")).isFalse();
  }

  @Test
  void groups_are_the_same_whichever_engine_found_them() throws Exception {
    SafePattern pattern = SafePattern.extended("(?P<a>(x+x+)+)(?P<b>y)?(?P<c>z)", Set.of("a", "c"));
    assertThat(pattern.groups()).containsExactly("a", "c");
    assertThat(pattern.places("xxxz")).containsExactly(0, 4, 0, 3, 3, 4);
    String hostile = "x".repeat(2000);
    assertThat(pattern.places(hostile + " xxz"))
        .containsExactly(2001, 2004, 2001, 2003, 2003, 2004);
  }

  @Test
  void translated_patterns_find_what_the_linear_engine_finds() throws Exception {
    Random random = new Random(11);
    String[] atoms = {
      "a",
      "b",
      "ab",
      ".",
      "[ab]",
      "[^a]",
      "\\d",
      "\\s",
      "\\w",
      "(a|b)",
      "(?:ab|a)",
      "(?i)A",
      "\\b",
      "^",
      "$",
      "(?:x{2})",
      "\\.",
      "(?:(?:a.)?)",
      "[[:alpha:]]",
      "(?s:.)",
      "(?i:b)",
      "\\z"
    };
    String[] repeats = {"", "", "", "*", "+", "?", "*?", "+?", "{1,2}", "{2}"};
    for (int i = 0; i < 5000; i++) {
      StringBuilder regex = new StringBuilder();
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(6); n >= 0; n--) {
        regex.append(atoms[random.nextInt(atoms.length)]);
        regex.append(repeats[random.nextInt(repeats.length)]);
        regex.append(random.nextInt(8) == 0 ? "|" : "");
      }
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append("abAB1 .x\n\u000Bé".charAt(random.nextInt(11)));
      }
      SafePattern ours = SafePattern.extended("(?P<all>" + regex + ")", Set.of("all"));
      com.google.re2j.Matcher theirs =
          com.google.re2j.Pattern.compile(regex.toString()).matcher(text);
      int[] places = ours.places(text.toString());
      assertThat(places != null).as("%s on %s", regex, text).isEqualTo(theirs.find());
      if (places != null) {
        assertThat(places[0]).as("%s on %s", regex, text).isEqualTo(theirs.start());
        assertThat(places[1]).as("%s on %s", regex, text).isEqualTo(theirs.end());
      }
    }
  }
}
