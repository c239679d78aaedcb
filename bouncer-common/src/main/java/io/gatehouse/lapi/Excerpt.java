package io.gatehouse.lapi;

/** Foreign text, cut and cleaned so that it fits into one line of a log. */
final class Excerpt {
  private static final int MAX_CHARS = 120;

  private Excerpt() {}

  /** At most 120 characters; runs of white space and control characters become one space. */
  static String of(CharSequence text) {
    StringBuilder line = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < text.length() && line.length() < MAX_CHARS; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        gap = line.length() > 0;
      } else {
        line.append(gap ? " " : "").append(c);
        gap = false;
      }
    }
    return line.length() < MAX_CHARS ? line.toString() : line.append('…').toString();
  }
}
