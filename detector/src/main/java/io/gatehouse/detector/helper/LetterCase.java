package io.gatehouse.detector.helper;

/** Upper and lower case, character by character as Go does it: no 'ß' becomes two letters. */
final class LetterCase {
  private LetterCase() {}

  static String upper(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || (c >= 'a' && c <= 'z')) {
        return changed(text, i, true);
      }
    }
    return text;
  }

  static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || (c >= 'A' && c <= 'Z')) {
        return changed(text, i, false);
      }
    }
    return text;
  }

  private static String changed(String text, int from, boolean up) {
    char[] letters = text.toCharArray();
    for (int i = from; i < letters.length; i++) {
      char c = letters[i];
      if (c >= 128) {
        return byCodePoint(text, up);
      }
      boolean change = up ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z';
      letters[i] = change ? (char) (c ^ 0x20) : c;
    }
    return new String(letters);
  }

  private static String byCodePoint(String text, boolean up) {
    StringBuilder changed = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> up ? Character.toUpperCase(c) : Character.toLowerCase(c))
        .forEach(changed::appendCodePoint);
    return changed.toString();
  }
}
