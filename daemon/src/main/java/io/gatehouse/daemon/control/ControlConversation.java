package io.gatehouse.daemon.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: a line is read, an answer written, and that was it. On the loop's thread. */
final class ControlConversation {
  private static final Logger log = LoggerFactory.getLogger(ControlConversation.class);

  private final SelectionKey key;
  private final SocketChannel channel;
  private final ControlVerbs verbs;
  private final Instant deadline;
  private final ByteBuffer request = ByteBuffer.allocate(ControlLine.LIMIT_REQUEST_BYTES);
  private ByteBuffer answer = ByteBuffer.allocate(0);

  ControlConversation(
      SelectionKey key, SocketChannel channel, ControlVerbs verbs, Instant deadline) {
    this.key = key;
    this.channel = channel;
    this.verbs = verbs;
    this.deadline = deadline;
  }

  boolean isLate(Instant now) {
    return now.isAfter(deadline);
  }

  void proceed() {
    try {
      if (answer.hasRemaining()) {
        write();
      } else {
        read();
      }
    } catch (IOException e) {
      close();
    }
  }

  private void read() throws IOException {
    boolean ended = channel.read(request) < 0;
    int end = lineEnd();
    if (end >= 0) {
      send(answerTo(new String(request.array(), 0, end, UTF_8)));
    } else if (ended) {
      close();
    } else if (!request.hasRemaining()) {
      send(ControlAnswer.refused("the request is longer than 4096 bytes"));
    }
  }

  private int lineEnd() {
    for (int i = 0; i < request.position(); i++) {
      if (request.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private ControlAnswer answerTo(String line) {
    return ControlLine.request(line)
        .map(this::carryOut)
        .orElseGet(
            () ->
                ControlAnswer.refused(
                    "write {\"verb\":\"status\"}, release, confirm-reconcile or explain, on one line"));
  }

  /** The verbs are the daemon's: whatever goes wrong in them must not end the loop. */
  private ControlAnswer carryOut(ControlRequest request) {
    try {
      return verbs.answer(request);
    } catch (RuntimeException e) {
      log.error("{} failed", request.verb().word(), e);
      return ControlAnswer.refused(request.verb().word() + " failed: " + e.getMessage());
    }
  }

  private void send(ControlAnswer what) throws IOException {
    answer = ByteBuffer.wrap(ControlLine.answer(what).getBytes(UTF_8));
    write();
  }

  private void write() throws IOException {
    channel.write(answer);
    if (answer.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      close();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing a client failed: {}", e.toString());
    }
  }
}
