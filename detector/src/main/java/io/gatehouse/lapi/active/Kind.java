package io.gatehouse.lapi.active;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What many rows have in common, kept once, with the JSON text that it puts between a row's id and
 * its own text. Immutable but for the count.
 */
final class Kind {
  /** What stands between the text of a UUID and that of the value, when both are in the row. */
  static final byte[] VALUE_AFTER_UUID = JsonText.ascii("\",\"value\":\"");

  private static final int UUID_TEXT = 36;

  /** Everything that tells kinds apart. */
  record Key(
      String origin,
      String scenario,
      String scope,
      String type,
      boolean simulated,
      boolean withUuid) {}

  private final Key key;
  private final int number;
  private final byte[] streamText;
  private final byte[] liveText;
  private final AtomicInteger live = new AtomicInteger();

  /**
   * A new kind.
   *
   * @param number its place among all kinds of one log
   */
  Kind(Key key, int number) {
    this.key = key;
    this.number = number;
    liveText = text(key, "\",\"value\":\"");
    streamText = key.withUuid() ? text(key, "\",\"uuid\":\"") : liveText;
  }

  private static byte[] text(Key key, String end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(JsonText.ascii(",\"origin\":\""));
    out.writeBytes(JsonText.of(key.origin()));
    out.writeBytes(JsonText.ascii("\",\"scenario\":\""));
    out.writeBytes(JsonText.of(key.scenario()));
    out.writeBytes(JsonText.ascii("\",\"scope\":\""));
    out.writeBytes(JsonText.of(key.scope()));
    out.writeBytes(JsonText.ascii("\",\"type\":\""));
    out.writeBytes(JsonText.of(key.type()));
    out.writeBytes(JsonText.ascii(end));
    return out.toByteArray();
  }

  Key key() {
    return key;
  }

  int number() {
    return number;
  }

  /** What comes after the id in an answer of the stream; the row's whole text follows. */
  byte[] streamText() {
    return streamText;
  }

  /** What comes after the id in a live answer, which has no UUID; the row's value follows. */
  byte[] liveText() {
    return liveText;
  }

  /** How many bytes of a row's text come before the value's. */
  int beforeValue() {
    return key.withUuid() ? UUID_TEXT + VALUE_AFTER_UUID.length : 0;
  }

  /** Rows that are live; changed by the writer, read by any thread. */
  AtomicInteger live() {
    return live;
  }
}
