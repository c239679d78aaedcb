package io.gatehouse.detector.acquire;

/** Is told how many lines were read. Called by the reading thread. */
@FunctionalInterface
public interface LinesRead {
  /**
   * Some more lines.
   *
   * @param source the data source's kind, such as {@code file}
   * @param src the path, or the journal with its filters
   * @param type the label
   * @param lines how many
   */
  void read(String source, String src, String type, int lines);
}
