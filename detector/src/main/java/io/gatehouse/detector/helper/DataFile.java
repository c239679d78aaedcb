package io.gatehouse.detector.helper;

import io.gatehouse.detector.regex.PatternBudgetException;
import io.gatehouse.detector.regex.PatternException;
import io.gatehouse.detector.regex.PatternSet;
import io.gatehouse.detector.regex.SafePattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that rules look things up in: lines of text, of regular expressions, or of tags by
 * pattern. Lines that begin with '#' and empty ones say nothing. Immutable.
 */
public final class DataFile {
  private final List<String> lines;
  private final PatternSet patterns;
  private final TagTable tags;

  private DataFile(List<String> lines, PatternSet patterns, TagTable tags) {
    this.lines = lines;
    this.patterns = patterns;
    this.tags = tags;
  }

  /**
   * Reads a file's text.
   *
   * @param name for messages
   * @param type {@code string}, {@code regex}, {@code regexp} or {@code map}
   * @throws PatternException if the type is another, or a line is not what the type asks for; the
   *     message has the line
   */
  public static DataFile of(String name, String type, String text) throws PatternException {
    List<String> lines = new ArrayList<>();
    List<SafePattern> patterns = new ArrayList<>();
    List<Map<?, ?>> maps = new ArrayList<>();
    String[] all = text.split("\\r?\\n", -1);
    for (int i = 0; i < all.length; i++) {
      if (all[i].isEmpty() || all[i].startsWith("#")) {
        continue;
      }
      String place = name + ":" + (i + 1);
      switch (type) {
        case "string" -> lines.add(all[i]);
        case "regex", "regexp" -> patterns.add(pattern(place, all[i]));
        case "map" -> maps.add(map(place, all[i]));
        default -> throw new PatternException(name + ": type '" + type + "' is unknown");
      }
    }
    return new DataFile(List.copyOf(lines), PatternSet.of(patterns), TagTable.of(name, maps));
  }

  private static SafePattern pattern(String place, String line) throws PatternException {
    try {
      return SafePattern.re2(line);
    } catch (PatternException e) {
      throw new PatternException(place + ": " + e.getMessage());
    }
  }

  private static Map<?, ?> map(String place, String line) throws PatternException {
    try {
      if (Json.parse(line) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (IOException e) {
      // Told below, like every line that is no object.
    }
    throw new PatternException(place + ": expected a JSON object");
  }

  /** The lines of a file of type string. The same list each time. */
  List<String> lines() {
    return lines;
  }

  /** Whether one of the regular expressions matches somewhere. */
  boolean matches(String text) throws PatternBudgetException {
    return patterns.find(text);
  }

  /** The objects of a file of type map. */
  List<Map<?, ?>> maps() {
    return tags.maps();
  }

  /** The tag of the pattern that a text falls under, or null. */
  @Nullable String tag(String text) throws PatternBudgetException {
    return tags.tag(text);
  }
}
