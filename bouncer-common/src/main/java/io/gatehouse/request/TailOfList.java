package io.gatehouse.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last elements of a header's list, however long it is: lines are one list (RFC 9110 §5.3), and
 * commas within quotes separate nothing.
 */
final class TailOfList {
  /** More than {@code maxHops} elements of the longest kind; what is longer has been made up. */
  private static final int LONGEST_TAIL = 16_384;

  private TailOfList() {}

  /** At most this many elements from the end, in their order. */
  static List<String> ofCommas(List<String> lines, int most) {
    List<String> found = new ArrayList<>();
    for (int i = lines.size() - 1; i >= 0 && found.size() < most; i--) {
      splitFromEnd(lines.get(i), most, found);
    }
    Collections.reverse(found);
    return found;
  }

  /** Read from its end; a quote that is escaped from the left is one all the same from here. */
  private static void splitFromEnd(String line, int most, List<String> found) {
    int end = line.length();
    int stop = Math.max(0, end - LONGEST_TAIL);
    boolean quoted = false;
    for (int at = end - 1; at >= stop && found.size() < most; at--) {
      char c = line.charAt(at);
      if (c == '"' && (at == 0 || line.charAt(at - 1) != '\\')) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        found.add(line.substring(at + 1, end));
        end = at;
      }
    }
    if (found.size() < most) {
      found.add(line.substring(stop, end));
    }
  }
}
