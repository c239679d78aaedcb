package io.gatehouse.detector.helper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts {@code key=value} texts in one pass over them. */
final class KeyValues {
  private KeyValues() {}

  /** Keys without space and '='; values in quotes with their escapes kept, or up to a space. */
  static Map<String, String> strict(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    int position = 0;
    for (int equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', position)) {
      int key = equals;
      while (key > position && isWord(text.charAt(key - 1))) {
        key--;
      }
      int end = valueEnd(text, equals + 1);
      if (key < equals) {
        boolean quoted =
            equals + 1 < text.length()
                && text.charAt(equals + 1) == '"'
                && end > equals + 2
                && isQuoted(text, equals + 1, end);
        pairs.put(
            text.substring(key, equals),
            quoted ? text.substring(equals + 2, end - 1) : text.substring(equals + 1, end));
        position = end;
      } else {
        position = equals + 1;
      }
    }
    return pairs;
  }

  private static boolean isQuoted(String text, int start, int end) {
    return quoteEnd(text, start) == end;
  }

  private static boolean isWord(char c) {
    return c != '=' && !(c == ' ' || (c >= '\t' && c <= '\r' && c != 0x0B));
  }

  private static int valueEnd(String text, int start) {
    int quote = start < text.length() && text.charAt(start) == '"' ? quoteEnd(text, start) : -1;
    if (quote > 0) {
      return quote;
    }
    int end = start;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Behind the quote that closes the one at start, or -1. */
  private static int quoteEnd(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  /** A key in a text, and where its value begins. */
  private record Key(String name, int start, int valueStart) {}

  /** Identifiers before '=' outside of quotes; a value goes on to the next one of them. */
  static Map<String, String> lax(String text) {
    List<Key> keys = keys(text);
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      int end = i + 1 < keys.size() ? keys.get(i + 1).start() : text.length();
      String value = text.substring(keys.get(i).valueStart(), end).strip();
      pairs.put(keys.get(i).name(), unquoted(value));
    }
    return pairs;
  }

  private static List<Key> keys(String text) {
    List<Key> keys = new ArrayList<>();
    boolean quoted = false;
    int start = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
        start = -1;
      } else if (c == '=' && start >= 0) {
        keys.add(new Key(text.substring(start, i), start, i + 1));
        start = -1;
      } else if (start < 0 ? isKeyStart(c) && freeBefore(text, i) : !isKeyPart(c)) {
        start = start < 0 ? i : -1;
      }
    }
    return keys;
  }

  private static boolean freeBefore(String text, int position) {
    return position == 0 || !isKeyPart(text.charAt(position - 1));
  }

  private static boolean isKeyStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isKeyPart(char c) {
    return isKeyStart(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    if (!quoted) {
      return value;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      char next = value.charAt(i + 1);
      boolean escape = c == '\\' && i + 1 < value.length() - 1 && (next == '\\' || next == '"');
      plain.append(escape ? next : c);
      i += escape ? 1 : 0;
    }
    return plain.toString();
  }
}
