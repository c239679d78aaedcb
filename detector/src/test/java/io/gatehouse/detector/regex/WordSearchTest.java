package io.gatehouse.detector.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordSearchTest {

  @Test
  void finds_what_a_search_word_by_word_finds() {
    Random random = new Random(3);
    for (int i = 0; i < 3000; i++) {
      List<String> words = new ArrayList<>();
      for (int n = random.nextInt(6); n >= 0; n--) {
        words.add(text(random, 1 + random.nextInt(4)));
      }
      String text = text(random, random.nextInt(20));
      WordSearch search = WordSearch.of(words);
      assertThat(search.find(text))
          .as("%s in %s", words, text)
          .isEqualTo(words.stream().anyMatch(text::contains));
      assertThat(search.leftmost(text)).as("%s in %s", words, text).isEqualTo(slowly(words, text));
    }
  }

  private static int slowly(List<String> words, String text) {
    int best = -1;
    for (int i = 0; i < words.size(); i++) {
      int at = text.indexOf(words.get(i));
      if (at >= 0 && (best < 0 || at < text.indexOf(words.get(best)))) {
        best = i;
      }
    }
    return best;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abcé€".charAt(random.nextInt(5)));
    }
    return text.toString();
  }

  @Test
  void an_empty_word_is_everywhere_and_no_words_are_nowhere() {
    assertThat(WordSearch.of(List.of("x", "")).find("y")).isTrue();
    assertThat(WordSearch.of(List.of()).find("y")).isFalse();
    assertThat(WordSearch.of(List.of()).leftmost("y")).isEqualTo(-1);
  }

  @Test
  void a_set_of_patterns_finds_what_one_of_them_finds() throws Exception {
    List<SafePattern> patterns =
        List.of(SafePattern.re2("abc.d"), SafePattern.re2("(?i)xyz"), SafePattern.re2("^ab$"));
    PatternSet set = PatternSet.of(patterns);
    for (String text : List.of("abcxd", "abcd", "XyZ", "ab", "aab", "")) {
      boolean slowly = false;
      for (SafePattern pattern : patterns) {
        slowly |= pattern.find(text);
      }
      assertThat(set.find(text)).as(text).isEqualTo(slowly);
    }
  }
}
