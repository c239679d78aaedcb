package io.gatehouse.alert;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Escapes what Go's encoder escapes: besides what JSON asks for, also what would mean something in
 * HTML or JavaScript, and in lower-case hex.
 */
final class GoEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private final int[] ascii = standardAsciiEscapesForJSON();

  GoEscapes() {
    for (int c = 0; c < ' '; c++) {
      if (ascii[c] == ESCAPE_STANDARD) {
        ascii[c] = ESCAPE_CUSTOM;
      }
    }
    for (char c : new char[] {'<', '>', '&'}) {
      ascii[c] = ESCAPE_CUSTOM;
    }
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    boolean ordinary = c > 127 && c != LINE_SEPARATOR && c != PARAGRAPH_SEPARATOR;
    return ordinary ? null : new SerializedString("\\u%04x".formatted(c));
  }
}
