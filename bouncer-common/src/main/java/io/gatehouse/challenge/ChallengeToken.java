package io.gatehouse.challenge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What a page carries and its answer brings back.
 *
 * @param nonce random, in hexadecimal; names the token and is what the work is done on
 * @param required level of pass that is asked for
 * @param provider who checks the answer
 * @param puzzle what a proof of work has to solve
 * @param returnPath where the visitor goes on
 * @param audience host that the page is on
 * @param notBefore from when an answer is taken
 * @param issued when
 * @param expires when
 * @param traits of the visitor that it was made for
 */
record ChallengeToken(
    String nonce,
    PassLevel required,
    String provider,
    Puzzle puzzle,
    String returnPath,
    String audience,
    Instant notBefore,
    Instant issued,
    Instant expires,
    Traits traits) {

  static final int NONCE_BYTES = 16;

  byte[] nonceBytes() {
    return HexFormat.of().parseHex(nonce);
  }

  Task task() {
    return new Task(required, provider, puzzle);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(nonceBytes());
      out.writeUTF(required.name());
      out.writeUTF(provider);
      out.writeByte(puzzle.bits());
      out.writeByte(puzzle.rounds());
      out.writeUTF(returnPath);
      out.writeUTF(audience);
      out.writeLong(notBefore.toEpochMilli());
      out.writeLong(issued.toEpochMilli());
      out.writeLong(expires.toEpochMilli());
      traits.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if another version of this program wrote it
   */
  static ChallengeToken fromBytes(byte[] payload) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
    byte[] nonce = new byte[NONCE_BYTES];
    in.readFully(nonce);
    try {
      return new ChallengeToken(
          HexFormat.of().formatHex(nonce),
          PassLevel.valueOf(in.readUTF()),
          in.readUTF(),
          new Puzzle(in.readUnsignedByte(), in.readUnsignedByte()),
          in.readUTF(),
          in.readUTF(),
          Instant.ofEpochMilli(in.readLong()),
          Instant.ofEpochMilli(in.readLong()),
          Instant.ofEpochMilli(in.readLong()),
          Traits.read(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("unknown level or puzzle", e);
    }
  }
}
