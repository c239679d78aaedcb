package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;
import java.util.List;

/** The body of {@code GET /v1/decisions/stream}. */
public final class StreamAnswer implements Answer {
  private static final byte[] NEW = JsonText.ascii("{\"new\": [");
  private static final byte[] DELETED = JsonText.ascii("], \"deleted\": [");
  private static final byte[] END = JsonText.ascii("]}");

  private final AnswerText text;
  private final long commit;

  StreamAnswer(Snapshot snapshot, StreamQuestion question) {
    StreamSelection selection = StreamSelection.of(snapshot, question);
    commit = snapshot.commit();
    text =
        new AnswerText(
            new RowText(snapshot.rows(), question.now(), true),
            List.of(
                new AnswerText.Part(NEW, selection.added()),
                new AnswerText.Part(DELETED, selection.removed()),
                new AnswerText.Part(END, new RowSet())));
  }

  @Override
  public boolean fill(ByteBuffer target) {
    return text.fill(target);
  }

  /** The commit that the answer was made from: the bouncer's cursor once it was sent whole. */
  public long commit() {
    return commit;
  }
}
