package io.gatehouse.daemon.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.daemon.control.ControlException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Asks the running daemon of a run directory. */
public final class ControlClient {
  private final Path socket;
  private final Duration patience;

  private ControlClient(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
  }

  /**
   * A client that waits this long for an answer; releasing a million elements takes a second or
   * two.
   */
  public static ControlClient at(Path runDir, Duration patience) {
    return new ControlClient(runDir.resolve(ControlSocket.FILE_NAME), patience);
  }

  /**
   * Asks and waits.
   *
   * @throws ControlException if nobody listens, nobody answers, or the answer makes no sense; a
   *     refusal is an answer
   */
  public ControlAnswer ask(ControlRequest request) throws ControlException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(UTF_8.encode(ControlLine.request(request)));
      return ControlLine.answer(readAll(channel))
          .orElseThrow(() -> failed("gave no answer; is this another program's socket?"));
    } catch (SocketException e) {
      throw notReached(e);
    } catch (IOException e) {
      throw failed("failed: " + e.getMessage());
    }
  }

  private String readAll(SocketChannel channel) throws IOException, ControlException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (true) {
        if (selector.select(patience.toMillis()) == 0) {
          throw failed("did not answer within " + patience.toSeconds() + "s");
        }
        selector.selectedKeys().clear();
        if (channel.read(buffer.clear()) < 0) {
          return line.toString(UTF_8);
        }
        line.write(buffer.array(), 0, buffer.position());
        if (line.size() > ControlLine.LIMIT_ANSWER_BYTES) {
          throw failed("answered more than 1 MiB");
        }
      }
    }
  }

  private ControlException notReached(SocketException e) {
    return Files.exists(socket) && !Files.isReadable(socket)
        ? failed("may not be used by this user; run as root")
        : new ControlException(
            Kind.NOT_RUNNING,
            "no firewall is running that listens at "
                + socket
                + " ("
                + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)
                + "); start it, or give its file with -c");
  }

  private ControlException failed(String what) {
    return new ControlException(Kind.FAILED, socket + " " + what);
  }
}
