package io.gatehouse.challenge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;

/**
 * What a visitor has earned. It is stateless: whoever has the key can read it, on every node.
 *
 * @param id random; stands for the visitor in counts and in revocation
 * @param level what was done for it
 * @param provider who checked that: {@code pow}, {@code turnstile}…
 * @param audience host or domain that it is for
 * @param issued when; a stricter decision since then beats it
 * @param expires when
 * @param traits whom it belongs to
 */
public record Pass(
    String id,
    PassLevel level,
    String provider,
    String audience,
    Instant issued,
    Instant expires,
    Traits traits) {

  static final int ID_BYTES = 12;

  static String idOf(byte[] random) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  byte[] salt() {
    return Base64.getUrlDecoder().decode(id);
  }

  /** Whether a person was told from a machine, and not only made to work. */
  public boolean isVerified() {
    return level == PassLevel.CAPTCHA && !provider.equals(ProofOfWork.NAME);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(salt());
      out.writeUTF(level.name());
      out.writeUTF(provider);
      out.writeUTF(audience);
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
  static Pass fromBytes(byte[] payload) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
    byte[] id = new byte[ID_BYTES];
    in.readFully(id);
    try {
      return new Pass(
          idOf(id),
          PassLevel.valueOf(in.readUTF()),
          in.readUTF(),
          in.readUTF(),
          Instant.ofEpochMilli(in.readLong()),
          Instant.ofEpochMilli(in.readLong()),
          Traits.read(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("unknown level", e);
    }
  }

  @Override
  public String toString() {
    return "Pass[" + id + ", " + level + " by " + provider + ", until " + expires + "]";
  }
}
