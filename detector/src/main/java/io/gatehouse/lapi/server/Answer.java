package io.gatehouse.lapi.server;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back. Headers that all answers share are the server's. */
sealed interface Answer {
  String JSON = "application/json; charset=utf-8";

  int status();

  /** Headers by name, without the length. */
  Map<String, String> headers();

  /**
   * Bytes that are there.
   *
   * @param body from its position to its limit; shared, so read through a duplicate
   */
  record Whole(int status, Map<String, String> headers, ByteBuffer body) implements Answer {}

  /**
   * Bytes that are made while they are sent, by a thread that waits for the reader.
   *
   * @param body an exception of it aborts the connection, so that nobody takes a part for the whole
   */
  record Written(int status, Map<String, String> headers, BodyWriter body) implements Answer {}

  /**
   * Bytes that are made while they are sent, without a thread that waits.
   *
   * @param source asked for more whenever the reader has taken what there was
   * @param whenTaken run once, after the last byte was handed to the network
   */
  record Streamed(int status, Map<String, String> headers, Source source, Runnable whenTaken)
      implements Answer {}

  /** Makes a body piece by piece. Any thread, one at a time. */
  @FunctionalInterface
  interface Source {
    /**
     * Puts what fits into the buffer.
     *
     * @return whether there is more
     */
    boolean fill(ByteBuffer buffer);
  }

  /** Writes a body. */
  @FunctionalInterface
  interface BodyWriter {
    /** Writes it all; need not flush or close. */
    void writeTo(OutputStream out) throws Exception;
  }

  /** A status alone. */
  static Answer empty(int status) {
    return new Whole(status, Map.of(), ByteBuffer.allocate(0));
  }

  /** Bytes that are there. */
  static Answer of(int status, Map<String, String> headers, byte[] body) {
    return new Whole(status, headers, ByteBuffer.wrap(body));
  }

  /** JSON that is there, as text. */
  static Answer json(int status, String text) {
    return json(status, text.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON that is there, as UTF-8. */
  static Answer json(int status, byte[] utf8) {
    return new Whole(status, Map.of("Content-Type", JSON), ByteBuffer.wrap(utf8));
  }

  /** JSON that may be long. */
  static Answer jsonWritten(BodyWriter body) {
    return new Written(200, Map.of("Content-Type", JSON), body);
  }

  /** An empty 200 for HEAD, as upstream labels it. */
  static Answer emptyText() {
    return new Whole(
        200, Map.of("Content-Type", "text/plain; charset=utf-8"), ByteBuffer.allocate(0));
  }
}
