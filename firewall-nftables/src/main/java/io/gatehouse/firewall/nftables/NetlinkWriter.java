package io.gatehouse.firewall.nftables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes netlink messages one after the other into one buffer outside the heap.
 *
 * <p>Headers are in the host's byte order; the integers of nf_tables are big-endian. A batch is a
 * begin message, any number of messages and an end message; the kernel takes it as one transaction
 * if it comes in one send.
 */
final class NetlinkWriter {
  private static final int MAX_DEPTH = 8;
  private static final int LENGTH_AT = 0;
  private static final int FLAGS_AT = 6;
  private static final int SEQUENCE_AT = 8;

  private final ByteBuffer buffer;
  private final int[] nests = new int[MAX_DEPTH];
  private int depth;
  private int messageAt = -1;
  private int lastMessageAt = -1;
  private int sequence;

  /**
   * @param firstSequence number of the first message; each following one is one more
   */
  NetlinkWriter(int capacityBytes, int firstSequence) {
    buffer = ByteBuffer.allocateDirect(capacityBytes).order(ByteOrder.nativeOrder());
    sequence = firstSequence;
  }

  /** Forgets what was written, and goes on counting messages. */
  NetlinkWriter clear() {
    buffer.clear();
    depth = 0;
    messageAt = -1;
    lastMessageAt = -1;
    return this;
  }

  /** Starts a transaction. */
  NetlinkWriter beginBatch() {
    return batchMarker(Netlink.BATCH_BEGIN);
  }

  /** Ends the transaction and asks for one answer, to its last message. */
  NetlinkWriter endBatch() {
    if (lastMessageAt >= 0) {
      int flags = buffer.getShort(lastMessageAt + FLAGS_AT) | Netlink.ACK;
      buffer.putShort(lastMessageAt + FLAGS_AT, (short) flags);
    }
    return batchMarker(Netlink.BATCH_END);
  }

  private NetlinkWriter batchMarker(int type) {
    int dataMessage = lastMessageAt;
    header(type, 0, 0, Netlink.SUBSYSTEM_NFTABLES);
    end();
    lastMessageAt = dataMessage;
    return this;
  }

  /** Starts an nf_tables message. */
  NetlinkWriter begin(int message, int flags, int family) {
    header(Netlink.SUBSYSTEM_NFTABLES << 8 | message, flags, family, 0);
    return this;
  }

  private void header(int type, int flags, int family, int resource) {
    messageAt = buffer.position();
    buffer
        .putInt(0)
        .putShort((short) type)
        .putShort((short) (flags | Netlink.REQUEST))
        .putInt(sequence++)
        .putInt(0)
        .put((byte) family)
        .put((byte) 0)
        .putShort(bigEndian((short) resource));
  }

  /** Ends the message. */
  NetlinkWriter end() {
    buffer.putInt(messageAt + LENGTH_AT, buffer.position() - messageAt);
    lastMessageAt = messageAt;
    return this;
  }

  /** Opens an attribute that holds attributes. */
  NetlinkWriter nest(int type) {
    nests[depth++] = buffer.position();
    buffer.putInt(attributeHeader(type | Netlink.NESTED, 0));
    return this;
  }

  /** Closes what {@link #nest} opened last. */
  NetlinkWriter endNest() {
    int at = nests[--depth];
    buffer.putShort(at, (short) (buffer.position() - at));
    return this;
  }

  /** Bytes in the innermost open nest, its header included. */
  int nestBytes() {
    return buffer.position() - nests[depth - 1];
  }

  NetlinkWriter text(int type, String value) {
    return text(type, PaddedText.of(value));
  }

  NetlinkWriter text(int type, PaddedText value) {
    attribute(type, value.bytes());
    value.into(buffer);
    return this;
  }

  NetlinkWriter u8(int type, int value) {
    attribute(type, 1);
    buffer.put((byte) value).put((byte) 0).putShort((short) 0);
    return this;
  }

  NetlinkWriter u16(int type, int value) {
    attribute(type, 2);
    buffer.putShort(bigEndian((short) value)).putShort((short) 0);
    return this;
  }

  NetlinkWriter u32(int type, int value) {
    attribute(type, 4);
    buffer.putInt(bigEndian(value));
    return this;
  }

  NetlinkWriter u64(int type, long value) {
    attribute(type, 8);
    buffer.putLong(bigEndian(value));
    return this;
  }

  /** An attribute of 16 bytes, an IPv6 address or mask. */
  NetlinkWriter u128(int type, long high, long low) {
    attribute(type, 16);
    buffer.putLong(bigEndian(high)).putLong(bigEndian(low));
    return this;
  }

  private void attribute(int type, int payloadBytes) {
    buffer.putInt(attributeHeader(type, payloadBytes + 4));
  }

  /** Two numbers of 16 bits, the length first. */
  private static int attributeHeader(int type, int bytes) {
    return swaps() ? type << 16 | bytes : bytes << 16 | type;
  }

  private short bigEndian(short value) {
    return swaps() ? Short.reverseBytes(value) : value;
  }

  private int bigEndian(int value) {
    return swaps() ? Integer.reverseBytes(value) : value;
  }

  private long bigEndian(long value) {
    return swaps() ? Long.reverseBytes(value) : value;
  }

  private static boolean swaps() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  /** Sequence number of the message begun last. */
  int lastSequence() {
    return sequence - 1;
  }

  /** Where the message with this number starts; -1 if it is not among those written. */
  int startOf(int wantedSequence) {
    int at = 0;
    while (at + Netlink.HEADER_BYTES <= buffer.position()) {
      if (buffer.getInt(at + SEQUENCE_AT) == wantedSequence) {
        return at;
      }
      at += Netlink.align(buffer.getInt(at + LENGTH_AT));
    }
    return -1;
  }

  /** Bytes written. */
  int position() {
    return buffer.position();
  }

  /** Bytes that can be written in all. */
  int capacity() {
    return buffer.capacity();
  }

  /** Whether anything but a batch's begin was written. */
  boolean hasMessages() {
    return lastMessageAt >= 0;
  }

  /** What was written, for one send; shares the buffer. */
  ByteBuffer written() {
    return buffer.duplicate().order(ByteOrder.nativeOrder()).flip();
  }
}
