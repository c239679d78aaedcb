package io.gatehouse.lapi.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A body as it comes in, without a thread waiting for it. What is kept is what was sent: it is
 * gunzipped only while it is read, so that a bomb costs no memory.
 */
final class RequestBody implements Runnable, SlowClients.Transfer {
  private static final int GUNZIP_BUFFER = 8 << 10;

  private final Request request;
  private final int limit;
  private final BodyBudget budget;
  private final SlowClients slow;
  private final List<byte[]> chunks = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private @Nullable Receiver receiver;

  RequestBody(Request request, int limit, BodyBudget budget, SlowClients slow) {
    this.request = request;
    this.limit = limit;
    this.budget = budget;
    this.slow = slow;
  }

  /** Is told once. */
  interface Receiver {
    void received();

    /** With what to answer. */
    void refused(RefusedException why);

    /** There is nobody left to answer. */
    void broken(Throwable why);
  }

  /** Receives all of it; the receiver may be told before this returns. */
  void receive(Receiver whom) {
    receiver = whom;
    if (request.getLength() > limit) {
      whom.refused(tooLarge());
      return;
    }
    slow.watch(this);
    run();
  }

  /** Goes on with what has come. */
  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        finish().broken(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      RefusedException refusal = keep(chunk);
      if (refusal != null) {
        finish().refused(refusal);
        return;
      }
      if (last) {
        finish().received();
        return;
      }
    }
  }

  private Receiver finish() {
    slow.forget(this);
    Receiver whom = receiver;
    if (whom == null) {
      throw new IllegalStateException("nobody waits for this body");
    }
    return whom;
  }

  private @Nullable RefusedException keep(Content.Chunk chunk) {
    int length = chunk.remaining();
    try {
      if (bytes.get() + length > limit) {
        return tooLarge();
      }
      if (length > 0 && !budget.take(length)) {
        return RefusedException.busy("too much is being received at this moment; try again");
      }
      bytes.addAndGet(length);
      byte[] copy = new byte[length];
      chunk.getByteBuffer().get(copy);
      chunks.add(copy);
      return null;
    } finally {
      chunk.release();
    }
  }

  static RefusedException tooLarge() {
    return RefusedException.badRequest(BodyTooLargeException.MESSAGE);
  }

  /** Reads the body from its beginning. */
  InputStream open() throws RefusedException {
    InputStream raw = new SequenceInputStream(Collections.enumeration(streams()));
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return raw;
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw RefusedException.of(415, "only gzip is known as Content-Encoding");
    }
    return gunzipped(raw);
  }

  private List<InputStream> streams() {
    List<InputStream> streams = new ArrayList<>(chunks.size());
    for (byte[] chunk : chunks) {
      streams.add(new ByteArrayInputStream(chunk));
    }
    return streams;
  }

  private InputStream gunzipped(InputStream raw) throws RefusedException {
    try {
      return new BoundedInput(new GZIPInputStream(raw, GUNZIP_BUFFER), limit);
    } catch (IOException e) {
      throw RefusedException.badRequest("gzip: invalid header");
    }
  }

  /** Gives the memory back; the body can't be read any more. */
  void release() {
    slow.forget(this);
    chunks.clear();
    budget.giveBack(bytes.getAndSet(0));
  }

  @Override
  public long bytes() {
    return bytes.get();
  }

  @Override
  public void cut() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }

  /** Ends with an error where more than so many bytes come out. */
  private static final class BoundedInput extends InputStream {
    private final InputStream in;
    private long left;

    BoundedInput(InputStream in, long limit) {
      this.in = in;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      left -= Math.max(read, 0);
      if (left < 0) {
        throw new BodyTooLargeException();
      }
      return read;
    }
  }
}
