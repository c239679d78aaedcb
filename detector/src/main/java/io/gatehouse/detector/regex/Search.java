package io.gatehouse.detector.regex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A matcher that is used again and again: one of a pattern with many groups is larger than most
 * lines that it looks at. One thread at a time.
 */
final class Search {
  private final Budgeted text = new Budgeted();
  private final Matcher matcher;

  Search(Pattern pattern) {
    matcher = pattern.matcher(text);
  }

  /**
   * Whether the pattern matches somewhere, and where.
   *
   * @param looks how often the text may be looked at
   * @param places start and end of each group; filled only on a match
   * @throws Budgeted.UsedUp if that was not enough
   */
  boolean find(String in, int looks, int @Nullable [] places) {
    text.set(in, looks);
    matcher.reset();
    boolean found = matcher.find();
    if (found && places != null) {
      for (int group = 0; group <= matcher.groupCount(); group++) {
        places[2 * group] = matcher.start(group);
        places[2 * group + 1] = matcher.end(group);
      }
    }
    return found;
  }

  /** How many looks it may still take. */
  int left() {
    return text.left();
  }

  /** Lets go of the text. */
  void rest() {
    text.set("", 0);
  }
}
