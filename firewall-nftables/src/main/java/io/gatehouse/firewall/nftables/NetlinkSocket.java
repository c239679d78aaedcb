package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.firewall.nftables.NetlinkReader.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A netlink socket to netfilter: owns the descriptor, the receive buffer and errno.
 *
 * <p>The kernel works while {@code sendto} runs: when it returns, the transaction is committed or
 * aborted and every answer is queued. A table owned by this socket is let go of when it closes. Not
 * thread-safe.
 */
final class NetlinkSocket implements AutoCloseable {
  // bits/socket.h, linux/netlink.h, asm-generic/socket.h
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NETLINK_NETFILTER = 12;
  private static final int SOL_SOCKET = 1;
  private static final int SOL_NETLINK = 270;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int POLLIN = 1;

  private static final int RECEIVE_BYTES = 64 * 1024;
  private static final int RECEIVE_QUEUE_BYTES = 4 << 20;
  private static final int SEND_OVERHEAD_BYTES = 4096;
  private static final int ANSWER_TIMEOUT_MILLIS = 5_000;
  private static final int DUMP_ATTEMPTS = 5;

  private static final LibC.Functions LIBC = LibC.FUNCTIONS;

  private final int descriptor;
  private final ByteBuffer kernelAddress = direct(12);
  private final ByteBuffer received = direct(RECEIVE_BYTES);
  private final ByteBuffer pollRequest = direct(8);
  private final int maxSendBytes;
  private volatile boolean closed;

  private NetlinkSocket(int descriptor, int wantedSendBytes, int receiveQueueBytes)
      throws EnforcementException {
    this.descriptor = descriptor;
    kernelAddress.putShort(0, (short) AF_NETLINK);
    check(LIBC.bind(descriptor, kernelAddress, kernelAddress.capacity()), "binding a socket");
    setOption(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    setOption(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    enlarge(SO_RCVBUFFORCE, SO_RCVBUF, receiveQueueBytes);
    enlarge(SO_SNDBUFFORCE, SO_SNDBUF, wantedSendBytes + SEND_OVERHEAD_BYTES);
    maxSendBytes = Math.min(wantedSendBytes, option(SO_SNDBUF) - SEND_OVERHEAD_BYTES);
  }

  /**
   * Opens a socket in the network namespace of the calling thread.
   *
   * @param wantedSendBytes largest batch; may come out smaller, see {@link #maxSendBytes}
   */
  static NetlinkSocket open(int wantedSendBytes) throws EnforcementException {
    return open(wantedSendBytes, RECEIVE_QUEUE_BYTES);
  }

  /** As {@link #open(int)}, with room for so many bytes of answers; the kernel has a least. */
  static NetlinkSocket open(int wantedSendBytes, int receiveQueueBytes)
      throws EnforcementException {
    int descriptor = LIBC.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_NETFILTER);
    check(descriptor, "opening a netlink socket");
    try {
      return new NetlinkSocket(descriptor, wantedSendBytes, receiveQueueBytes);
    } catch (EnforcementException failure) {
      LIBC.close(descriptor);
      throw failure;
    }
  }

  /** Most bytes in one send; inside a user namespace bounded by net.core.wmem_max. */
  int maxSendBytes() {
    return maxSendBytes;
  }

  /**
   * Sends a batch and reads the answer to its last message.
   *
   * @return what the kernel refused; if anything, the whole batch had no effect
   * @throws EnforcementException if the batch could not be sent, or its answer did not come: it is
   *     unknown then whether it had an effect
   */
  List<KernelError> transact(NetlinkWriter batch) throws EnforcementException {
    int last = batch.lastSequence() - 1; // the end marker is not answered before Linux 6.10
    send(batch);
    List<KernelError> errors = new ArrayList<>();
    while (true) {
      for (Message message : receive()) {
        if (message.type() == Netlink.TYPE_ERROR) {
          message.error().ifPresent(errors::add);
          if (message.sequence() - last >= 0) {
            return errors;
          }
        }
      }
      if (!errors.isEmpty() && !isReadable(0)) {
        return errors;
      }
    }
  }

  /**
   * Sends one request outside a batch and reads its answer, several messages where it is a dump.
   *
   * @throws EnforcementException with the kernel's error, {@code ENOENT} where it is not there
   */
  List<Message> request(NetlinkWriter request, String attempt) throws EnforcementException {
    for (int i = 0; i < DUMP_ATTEMPTS; i++) {
      send(request);
      List<Message> answer = new ArrayList<>();
      if (readAnswer(request.lastSequence(), answer, attempt)) {
        return answer;
      }
    }
    throw Errno.refused(attempt, 85);
  }

  /** False where the kernel's lists changed while it read them out. */
  private boolean readAnswer(int sequence, List<Message> answer, String attempt)
      throws EnforcementException {
    boolean consistent = true;
    while (true) {
      for (Message message : receive()) {
        if (message.sequence() != sequence) {
          continue;
        }
        consistent &= (message.flags() & Netlink.DUMP_INTERRUPTED) == 0;
        if (message.type() == Netlink.TYPE_DONE) {
          return consistent;
        }
        if (message.type() == Netlink.TYPE_ERROR) {
          if (message.error().isPresent()) {
            throw Errno.refused(attempt, message.error().get());
          }
          return consistent;
        }
        answer.add(message);
      }
    }
  }

  private void send(NetlinkWriter messages) throws EnforcementException {
    if (closed) {
      throw Errno.refused("using a socket after closing it", 9); // its number may be another's now
    }
    discardStale();
    ByteBuffer data = messages.written();
    long sent;
    do {
      sent =
          LIBC.sendto(descriptor, data, data.limit(), 0, kernelAddress, kernelAddress.capacity());
    } while (sent < 0 && Errno.EINTR.is(LibC.errno()));
    check(sent, "sending " + data.limit() + " bytes");
  }

  private List<Message> receive() throws EnforcementException {
    if (!isReadable(ANSWER_TIMEOUT_MILLIS)) {
      throw Errno.refused("waiting for the kernel's answer", 11);
    }
    long bytes = LIBC.recv(descriptor, received.clear(), received.capacity(), MSG_DONTWAIT);
    if (bytes < 0 && Errno.EAGAIN.is(LibC.errno())) {
      return List.of();
    }
    check(bytes, "reading the kernel's answer");
    return NetlinkReader.messages(copy((int) bytes));
  }

  private ByteBuffer copy(int bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    return copy.put(received.slice(0, bytes)).flip();
  }

  /** Throws away what an earlier exchange that failed left behind. */
  private void discardStale() {
    while (LIBC.recv(descriptor, received.clear(), received.capacity(), MSG_DONTWAIT) >= 0
        || Errno.ENOBUFS.is(LibC.errno())) {
      received.clear();
    }
  }

  private boolean isReadable(int timeoutMillis) throws EnforcementException {
    pollRequest.putInt(0, descriptor).putShort(4, (short) POLLIN).putShort(6, (short) 0);
    int ready = LIBC.poll(pollRequest, 1, timeoutMillis);
    if (ready < 0 && !Errno.EINTR.is(LibC.errno())) {
      check(ready, "waiting for the kernel's answer");
    }
    return ready != 0;
  }

  /** FORCE goes beyond the sysctl limit, and needs CAP_NET_ADMIN outside any user namespace. */
  private void enlarge(int forceOption, int plainOption, int bytes) throws EnforcementException {
    if (LIBC.setsockopt(descriptor, SOL_SOCKET, forceOption, intValue(bytes), 4) != 0) {
      setOption(SOL_SOCKET, plainOption, bytes);
    }
  }

  private void setOption(int level, int option, int value) throws EnforcementException {
    check(
        LIBC.setsockopt(descriptor, level, option, intValue(value), 4),
        "setting socket option " + option);
  }

  private int option(int option) throws EnforcementException {
    ByteBuffer value = intValue(0);
    check(
        LIBC.getsockopt(descriptor, SOL_SOCKET, option, value, intValue(4)),
        "reading socket option " + option);
    return value.getInt(0);
  }

  private static ByteBuffer intValue(int value) {
    return direct(4).putInt(0, value);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static void check(long result, String attempt) throws EnforcementException {
    if (result < 0) {
      throw Errno.refused(attempt, LibC.errno());
    }
  }

  /** Lets go of the descriptor; closing twice does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LIBC.close(descriptor);
    }
  }
}
