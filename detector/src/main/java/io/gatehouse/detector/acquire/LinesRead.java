package io.gatehouse.detector.acquire;

/** Is told of lines that were read. Called by the reading thread. */
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

  /**
   * Some of them were too long, and their ends are left out; or could not be understood.
   *
   * @param source the data source's kind
   * @param src the path, or the journal with its filters
   * @param type the label
   * @param lines how many
   */
  default void cut(String source, String src, String type, long lines) {}
}
