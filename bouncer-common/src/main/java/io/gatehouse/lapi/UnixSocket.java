package io.gatehouse.lapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * A Unix domain socket in the shape of a {@link Socket}, because that is what OkHttp takes. The
 * channel is non-blocking and each direction waits on a selector of its own, so that read timeouts
 * work and {@link #close} from another thread ends a read at once. To connect, any address may be
 * given: it always goes to the one path.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // what it guards is not used here
final class UnixSocket extends Socket {
  private final Path path;
  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;
  private volatile int readTimeoutMillis;
  private volatile boolean inputShutdown;
  private volatile boolean outputShutdown;

  private UnixSocket(Path path, SocketChannel channel, Selector readable, Selector writable) {
    this.path = path;
    this.channel = channel;
    this.readable = readable;
    this.writable = writable;
  }

  /** Closes what it has opened where the process runs out of descriptors in between. */
  private static UnixSocket open(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      Selector readable = Selector.open();
      try {
        return new UnixSocket(path, channel, readable, Selector.open());
      } catch (IOException e) {
        readable.close();
        throw e;
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Makes sockets that all go to this path. */
  static SocketFactory factory(Path path) {
    return new Factory(path);
  }

  /** A local connect is done or refused at once, so the timeout has nothing to bound. */
  @Override
  public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(path));
    channel.configureBlocking(false);
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  @Override
  public InputStream getInputStream() {
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() {
    return new Output();
  }

  private int read(ByteBuffer into) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(readTimeoutMillis);
    try {
      int count = channel.read(into);
      while (count == 0) {
        await(readable, deadline);
        count = channel.read(into);
      }
      return count;
    } catch (ClosedChannelException | ClosedSelectorException e) {
      throw closed(e);
    }
  }

  private void await(Selector selector, long deadline) throws IOException {
    long millis = 0;
    if (readTimeoutMillis > 0) {
      millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        throw new SocketTimeoutException("Read timed out");
      }
    }
    selector.select(millis);
    selector.selectedKeys().clear();
  }

  private void write(ByteBuffer from) throws IOException {
    try {
      while (channel.write(from) >= 0 && from.hasRemaining()) {
        writable.select();
        writable.selectedKeys().clear();
      }
    } catch (ClosedChannelException | ClosedSelectorException e) {
      throw closed(e);
    }
  }

  private static SocketException closed(Exception cause) {
    SocketException closed = new SocketException("Socket closed");
    closed.initCause(cause);
    return closed;
  }

  @Override
  public void close() throws IOException {
    try (channel;
        readable;
        writable) {
      // closes the channel last, and all three whatever fails
    }
  }

  @Override
  public void shutdownInput() throws IOException {
    inputShutdown = true;
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    outputShutdown = true;
    channel.shutdownOutput();
  }

  @Override
  public void setSoTimeout(int millis) {
    readTimeoutMillis = millis;
  }

  @Override
  public int getSoTimeout() {
    return readTimeoutMillis;
  }

  /** Unix sockets never delay. */
  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return length == 0 ? 0 : UnixSocket.this.read(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      UnixSocket.this.write(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }

  private static final class Factory extends SocketFactory {
    private final Path path;

    Factory(Path path) {
      this.path = path;
    }

    @Override
    public Socket createSocket() throws IOException {
      return open(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected();
    }

    private Socket connected() throws IOException {
      UnixSocket socket = open(path);
      socket.connect(UnixDomainSocketAddress.of(path));
      return socket;
    }
  }
}
