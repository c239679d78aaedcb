package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** The lines of a stream that is read once, cut as those of a file are. */
public final class StreamedLines {
  private static final int CHUNK_BYTES = 1 << 16;

  private StreamedLines() {}

  /**
   * Reads to the end; each line is handed on as soon as it is there.
   *
   * @param lines takes lines of 1 MiB at most; longer ones lose their end
   * @return how many lines have lost their end
   */
  public static long read(InputStream in, Consumer<String> lines) throws IOException {
    LineSplitter splitter = new LineSplitter(Acquisition.Files.DEFAULT_MAX_LINE);
    byte[] bytes = new byte[CHUNK_BYTES];
    for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
      splitter.split(bytes, length, lines);
    }
    splitter.finish(lines);
    return splitter.overlong();
  }
}
