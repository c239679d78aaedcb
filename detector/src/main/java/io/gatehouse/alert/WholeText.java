package io.gatehouse.alert;

/** Texts that every encoder can write: without halves of a surrogate pair. */
final class WholeText {
  private static final char REPLACEMENT = '\uFFFD';

  private WholeText() {}

  /** The text with each half of a pair that stands alone replaced. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? REPLACEMENT : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
