package io.gatehouse.challenge;

import io.gatehouse.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of a ring: a name that tokens carry, and a secret from which a key for each purpose is
 * derived (RFC 5869 with SHA-256), so that a token of one kind never passes for another.
 */
final class SigningKey {
  static final int FEWEST_BYTES = 32;
  static final String ALGORITHM = "HmacSHA256";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,16}");
  private static final byte[] SALT = ascii("gatehouse");

  private final String id;
  private final byte[] extracted;

  private SigningKey(String id, byte[] extracted) {
    this.id = id;
    this.extracted = extracted;
  }

  /**
   * Reads {@code ID:KEY}, or a key alone, whose name then follows from it.
   *
   * @throws IllegalArgumentException with what to write instead, never the key
   */
  static SigningKey parse(Secret secret) {
    String text = secret.reveal().strip();
    int colon = text.indexOf(':');
    byte[] key = text.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
    if (key.length < FEWEST_BYTES) {
      throw new IllegalArgumentException(
          "a key has %d bytes, at least %d are expected; make one with 'openssl rand -base64 32'"
              .formatted(key.length, FEWEST_BYTES));
    }
    String id = colon < 0 ? nameOf(key) : text.substring(0, colon);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the name before a key's ':' has 1 to 16 letters, digits, '-' or '_'");
    }
    return new SigningKey(id, hmac(SALT, key));
  }

  /** Tells nothing about the key, and is the same on every node that has it. */
  private static String nameOf(byte[] key) {
    byte[] digest = sha256().digest(hmac(ascii("key id"), key));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 6);
  }

  String id() {
    return id;
  }

  /** The key for a purpose: one block of HKDF's expansion. */
  SecretKeySpec derive(String purpose) {
    return new SecretKeySpec(hmac(extracted, ascii(purpose + '\u0001')), ALGORITHM);
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return id;
  }
}
