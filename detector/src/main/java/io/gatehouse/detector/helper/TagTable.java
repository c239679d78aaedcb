package io.gatehouse.detector.helper;

import io.gatehouse.detector.regex.PatternBudgetException;
import io.gatehouse.detector.regex.PatternException;
import io.gatehouse.detector.regex.SafePattern;
import io.gatehouse.detector.regex.WordSearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tags by pattern: texts that are equal come first, then the leftmost text that is contained, then
 * regular expressions in the order of the file.
 */
record TagTable(
    List<Map<?, ?>> maps,
    Map<String, String> equal,
    List<String> containedTags,
    WordSearch contained,
    List<SafePattern> patterns,
    List<String> patternTags) {

  static TagTable of(String file, List<Map<?, ?>> maps) throws PatternException {
    Map<String, String> equal = new HashMap<>();
    List<String> words = new ArrayList<>();
    List<String> wordTags = new ArrayList<>();
    List<SafePattern> patterns = new ArrayList<>();
    List<String> patternTags = new ArrayList<>();
    for (Map<?, ?> map : maps) {
      String pattern = field(file, map, "pattern");
      String tag = field(file, map, "tag");
      switch (field(file, map, "type")) {
        case "equals" -> equal.put(pattern, tag);
        case "contains" -> {
          words.add(pattern);
          wordTags.add(tag);
        }
        case "regex" -> {
          patterns.add(SafePattern.re2(pattern));
          patternTags.add(tag);
        }
        default ->
            throw new PatternException(
                file
                    + ": type of '"
                    + pattern
                    + "' is unknown; expected equals, contains or regex");
      }
    }
    return new TagTable(
        List.copyOf(maps), equal, wordTags, WordSearch.of(words), patterns, patternTags);
  }

  private static String field(String file, Map<?, ?> map, String name) throws PatternException {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw new PatternException(file + ": '" + name + "' is missing in " + Json.text(map));
  }

  @Nullable String tag(String text) throws PatternBudgetException {
    String tag = equal.get(text);
    if (tag != null) {
      return tag;
    }
    int word = contained.leftmost(text);
    if (word >= 0) {
      return containedTags.get(word);
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).find(text)) {
        return patternTags.get(i);
      }
    }
    return null;
  }
}
