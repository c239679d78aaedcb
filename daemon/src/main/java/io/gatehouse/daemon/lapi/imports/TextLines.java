package io.gatehouse.daemon.lapi.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 of bounded length, counted from 1. A mark at the beginning is passed over. */
final class TextLines {
  private static final int LONGEST = 64 << 10;

  private final BufferedReader reader;
  private int line;
  private boolean ended;

  TextLines(InputStream in) {
    reader =
        new BufferedReader(
            new InputStreamReader(
                in,
                UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1 << 16);
  }

  /** The line that was read last; 0 before the first. */
  int number() {
    return line;
  }

  /** The next line without its end; null after the last. */
  @Nullable String next() throws IOException, BadRowException {
    if (ended) {
      return null;
    }
    line++;
    StringBuilder text = new StringBuilder(32);
    int c = read();
    if (line == 1 && c == '\uFEFF') {
      c = read();
    }
    while (c >= 0 && c != '\n') {
      if (text.length() >= LONGEST) {
        throw new BadRowException(line, "the line is longer than 64 KiB");
      }
      text.append((char) c);
      c = read();
    }
    ended = c < 0;
    if (ended && text.isEmpty()) {
      return null;
    }
    int last = text.length() - 1;
    if (last >= 0 && text.charAt(last) == '\r') {
      text.setLength(last);
    }
    return text.toString();
  }

  private int read() throws IOException, BadRowException {
    try {
      return reader.read();
    } catch (CharacterCodingException e) {
      throw new BadRowException(line, "the text is not UTF-8; save the file as UTF-8");
    }
  }
}
