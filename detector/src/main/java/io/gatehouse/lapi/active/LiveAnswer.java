package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** The body of {@code GET /v1/decisions}: an array, or the word {@code null} where it is empty. */
public final class LiveAnswer implements Answer {
  private static final byte[] BEGIN = JsonText.ascii("[");
  private static final byte[] END = JsonText.ascii("]");
  private static final byte[] NULL = JsonText.ascii("null");

  private final AnswerText text;

  LiveAnswer(Rows rows, RowSet found, Instant now) {
    text = new AnswerText(new RowText(rows, now, false), parts(found));
  }

  private static List<AnswerText.Part> parts(RowSet found) {
    return found.isEmpty()
        ? List.of(new AnswerText.Part(NULL, found))
        : List.of(new AnswerText.Part(BEGIN, found), new AnswerText.Part(END, new RowSet()));
  }

  @Override
  public boolean fill(ByteBuffer target) {
    return text.fill(target);
  }
}
