package io.gatehouse.firewall.nftables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what the kernel answers: messages, and the attributes inside one. */
final class NetlinkReader {
  private NetlinkReader() {}

  /**
   * One message.
   *
   * @param body what follows the header
   */
  record Message(int type, int flags, int sequence, ByteBuffer body) {
    /** The attributes after struct nfgenmsg. */
    Attributes attributes() {
      return Attributes.of(from(body, Netlink.NFGEN_BYTES));
    }

    /** The address family in struct nfgenmsg. */
    int family() {
      return body.get(0) & 0xFF;
    }

    /** The refusal in an error message; empty where it is an acknowledgement. */
    Optional<KernelError> error() {
      int errno = -body.getInt(0);
      if (errno == 0) {
        return Optional.empty();
      }
      Attributes details = (flags & Netlink.ACK_TLVS) == 0 ? Attributes.NONE : errorDetails();
      return Optional.of(
          new KernelError(
              sequence,
              errno,
              details.hostInt(Netlink.ERROR_OFFSET),
              details.text(Netlink.ERROR_TEXT)));
    }

    private Attributes errorDetails() {
      int echoed =
          (flags & Netlink.CAPPED) != 0 ? Netlink.HEADER_BYTES : Netlink.align(body.getInt(4));
      return 4 + echoed > body.limit() ? Attributes.NONE : Attributes.of(from(body, 4 + echoed));
    }
  }

  /** Attributes of one level, by type; of several with one type the last. */
  record Attributes(Map<Integer, ByteBuffer> byType) {
    static final Attributes NONE = new Attributes(Map.of());

    static Attributes of(ByteBuffer bytes) {
      Map<Integer, ByteBuffer> byType = new HashMap<>();
      int at = 0;
      while (at + 4 <= bytes.limit()) {
        int length = bytes.getShort(at) & 0xFFFF;
        if (length < 4 || at + length > bytes.limit()) {
          break;
        }
        byType.put(bytes.getShort(at + 2) & Netlink.TYPE_MASK, slice(bytes, at + 4, length - 4));
        at += Netlink.align(length);
      }
      return new Attributes(byType);
    }

    Optional<String> text(int type) {
      return value(type, 1).map(NetlinkReader::withoutNul);
    }

    OptionalInt u32(int type) {
      return value(type, 4)
          .map(bytes -> OptionalInt.of(bytes.order(ByteOrder.BIG_ENDIAN).getInt(0)))
          .orElse(OptionalInt.empty());
    }

    long u64(int type) {
      return value(type, 8).map(bytes -> bytes.order(ByteOrder.BIG_ENDIAN).getLong(0)).orElse(0L);
    }

    Attributes nested(int type) {
      return value(type, 0).map(Attributes::of).orElse(NONE);
    }

    private OptionalInt hostInt(int type) {
      return value(type, 4)
          .map(bytes -> OptionalInt.of(bytes.getInt(0)))
          .orElse(OptionalInt.empty());
    }

    private Optional<ByteBuffer> value(int type, int atLeast) {
      return Optional.ofNullable(byType.get(type))
          .filter(bytes -> bytes.limit() >= atLeast)
          .map(bytes -> bytes.duplicate().order(ByteOrder.nativeOrder()));
    }
  }

  /** The messages in one datagram; a truncated last one is left out. */
  static List<Message> messages(ByteBuffer datagram) {
    List<Message> messages = new ArrayList<>();
    ByteBuffer bytes = datagram.duplicate().order(ByteOrder.nativeOrder());
    int at = bytes.position();
    while (at + Netlink.HEADER_BYTES <= bytes.limit()) {
      int length = bytes.getInt(at);
      if (length < Netlink.HEADER_BYTES + 4 || at + length > bytes.limit()) {
        break;
      }
      messages.add(message(bytes, at, length));
      at += Netlink.align(length);
    }
    return messages;
  }

  private static Message message(ByteBuffer bytes, int at, int length) {
    return new Message(
        bytes.getShort(at + 4) & 0xFFFF,
        bytes.getShort(at + 6) & 0xFFFF,
        bytes.getInt(at + 8),
        slice(bytes, at + Netlink.HEADER_BYTES, length - Netlink.HEADER_BYTES));
  }

  private static ByteBuffer slice(ByteBuffer bytes, int at, int length) {
    return bytes.slice(at, length).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer from(ByteBuffer bytes, int at) {
    return slice(bytes, at, bytes.limit() - at);
  }

  private static String withoutNul(ByteBuffer bytes) {
    byte[] all = new byte[bytes.limit()];
    bytes.get(0, all);
    int length = all.length > 0 && all[all.length - 1] == 0 ? all.length - 1 : all.length;
    return new String(all, 0, length, StandardCharsets.UTF_8);
  }
}
