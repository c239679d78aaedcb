package io.gatehouse.lapi.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Speaks to a server byte by byte, as no HTTP client would. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket = new Socket();

  RawClient(int port) throws IOException {
    this(port, 0);
  }

  /** With a small receive buffer, so that the sender soon notices that nobody reads. */
  RawClient(int port, int receiveBytes) throws IOException {
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  InputStream input() throws IOException {
    return socket.getInputStream();
  }

  /** Everything until the server ends the connection, in whichever way. */
  String readAll() throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8192];
    try {
      int read = input().read(buffer);
      while (read >= 0) {
        text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        read = input().read(buffer);
      }
    } catch (SocketException e) {
      text.append("(reset)");
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
