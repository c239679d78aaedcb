package io.gatehouse.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A request's body once more: the bytes that were read of it, and then what is left in the
 * container's stream.
 */
final class ReplayedStream extends ServletInputStream {
  private final byte[] read;
  private ServletInputStream rest;
  private final Supplier<AsyncContext> async;
  private int position;

  ReplayedStream(byte[] read, ServletInputStream rest, Supplier<AsyncContext> async) {
    this.read = read;
    this.rest = rest;
    this.async = async;
  }

  private boolean isReplaying() {
    return position < read.length;
  }

  @Override
  public int read() throws IOException {
    return isReplaying() ? read[position++] & 0xFF : rest.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!isReplaying()) {
      return rest.read(into, offset, length);
    }
    int count = Math.min(length, read.length - position);
    System.arraycopy(read, position, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return isReplaying() ? read.length - position : rest.available();
  }

  @Override
  public boolean isFinished() {
    return !isReplaying() && rest.isFinished();
  }

  @Override
  public boolean isReady() {
    return isReplaying() || rest.isReady();
  }

  /**
   * Where all was read, the container has nothing to tell any more, and its listener would wait for
   * ever. It is not asked again then: Undertow would tell a listener that it never got.
   */
  @Override
  public void setReadListener(ReadListener listener) {
    if (rest.isFinished()) {
      rest = new EndedStream();
      async.get().start(() -> replay(listener));
    } else {
      rest.setReadListener(new Replaying(listener));
    }
  }

  private void replay(ReadListener listener) {
    try {
      if (isReplaying()) {
        listener.onDataAvailable();
      }
      listener.onAllDataRead();
    } catch (IOException | RuntimeException e) {
      listener.onError(e);
    }
  }

  /** Sees to it that what was read before comes before the end. */
  private final class Replaying implements ReadListener {
    private final ReadListener listener;

    Replaying(ReadListener listener) {
      this.listener = listener;
    }

    @Override
    public void onDataAvailable() throws IOException {
      listener.onDataAvailable();
    }

    @Override
    public void onAllDataRead() throws IOException {
      if (isReplaying()) {
        listener.onDataAvailable();
      }
      listener.onAllDataRead();
    }

    @Override
    public void onError(Throwable failure) {
      listener.onError(failure);
    }
  }
}
