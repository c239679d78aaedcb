package io.gatehouse.lapi.server;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Sends a long answer from one buffer: it is filled again only after the network has taken what was
 * in it. A reader that takes nothing costs that buffer and no thread. Most answers end in the first
 * buffer; the rest of a longer one goes out in larger pieces, which cost fewer system calls.
 */
final class BodyStreaming extends IteratingCallback implements SlowClients.Transfer {
  private static final int FIRST_BYTES = 64 << 10;

  private final Response response;
  private final Answer.Streamed answer;
  private final Callback done;
  private final SlowClients slow;
  private final RetainableByteBuffer first;
  private @Nullable ByteBuffer large;
  private final AtomicLong taken = new AtomicLong();
  private boolean more = true;
  private boolean lastIsSent;
  private int sending;

  private BodyStreaming(
      Response response,
      Answer.Streamed answer,
      Callback done,
      SlowClients slow,
      ByteBufferPool pool) {
    this.response = response;
    this.answer = answer;
    this.done = done;
    this.slow = slow;
    this.first = pool.acquire(FIRST_BYTES, true);
  }

  /** Sends the answer; the callback hears of the end. */
  static void begin(Response response, Answer.Streamed answer, Callback done, SlowClients slow) {
    ByteBufferPool pool = response.getRequest().getComponents().getByteBufferPool();
    BodyStreaming streaming = new BodyStreaming(response, answer, done, slow, pool);
    slow.watch(streaming);
    streaming.iterate();
  }

  @Override
  protected Action process() {
    if (lastIsSent) {
      return Action.SUCCEEDED;
    }
    if (!more) {
      lastIsSent = true; // a write of its own, so that the answer is always chunked, as upstream's
      response.write(true, BufferUtil.EMPTY_BUFFER, this);
      return Action.SCHEDULED;
    }
    ByteBuffer bytes = buffer();
    BufferUtil.clearToFill(bytes);
    more = answer.source().fill(bytes);
    BufferUtil.flipToFlush(bytes, 0);
    sending = bytes.remaining();
    response.write(false, bytes, this);
    return Action.SCHEDULED;
  }

  private ByteBuffer buffer() {
    if (taken.get() == 0) {
      return first.getByteBuffer();
    }
    if (large == null) {
      large = LargeBuffers.acquire();
    }
    return large;
  }

  @Override
  protected void onSuccess() {
    taken.addAndGet(sending);
  }

  @Override
  protected void onCompleteSuccess() {
    finish();
    if (large != null) {
      LargeBuffers.release(large);
    }
    answer.whenTaken().run();
    done.succeeded();
  }

  /** A connection that broke may still hold the large buffer, so nobody else gets it. */
  @Override
  protected void onCompleteFailure(Throwable cause) {
    finish();
    done.failed(cause);
  }

  private void finish() {
    slow.forget(this);
    first.release();
  }

  @Override
  public long bytes() {
    return taken.get();
  }

  @Override
  public void cut() {
    response.getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
