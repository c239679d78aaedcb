package io.gatehouse.challenge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs and opens tokens of one purpose: {@code v1.KEY.PAYLOAD.MAC}, payload and MAC in base64url.
 * The MAC is over purpose, version and key name as well, each ended by a zero byte, so that nothing
 * can be moved from one part to the next (the flaw of CVE-2025-68113). Thread-safe.
 */
final class Seal {
  private static final String VERSION = "v1";
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final Macs macs;
  private final String purpose;
  private final int longest;

  /** What a token held, and the name of the key that signed it. */
  static final class Opened {
    private final String key;
    private final byte[] payload;

    private Opened(String key, byte[] payload) {
      this.key = key;
      this.payload = payload;
    }

    String key() {
      return key;
    }

    byte[] payload() {
      return payload;
    }
  }

  /**
   * For tokens of a purpose.
   *
   * @param longest characters of a token; a longer one is not looked at
   */
  Seal(KeyRing keys, String purpose, int longest) {
    this.macs = new Macs(keys, purpose);
    this.purpose = purpose;
    this.longest = longest;
  }

  /** The name of the key that signs. */
  String key() {
    return macs.first();
  }

  /** The token of a payload. */
  String seal(byte[] payload) {
    String head = VERSION + '.' + key() + '.' + ENCODER.encodeToString(payload);
    return head + '.' + ENCODER.encodeToString(mac(key(), payload));
  }

  /** What is in a token that we signed; empty for anything else. */
  Optional<Opened> open(String token) {
    if (token.length() > longest) {
      return Optional.empty();
    }
    String[] parts = DOT.split(token, -1);
    if (parts.length != 4 || !parts[0].equals(VERSION) || !macs.has(parts[1])) {
      return Optional.empty();
    }
    byte[] payload = decoded(parts[2]);
    byte[] mac = decoded(parts[3]);
    return payload != null && mac != null && MessageDigest.isEqual(mac, mac(parts[1], payload))
        ? Optional.of(new Opened(parts[1], payload))
        : Optional.empty();
  }

  /** Null for what is not exactly the text that we would have written. */
  private static byte @Nullable [] decoded(String text) {
    try {
      byte[] bytes = DECODER.decode(text);
      return ENCODER.encodeToString(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private byte[] mac(String key, byte[] payload) {
    return macs.of(key, ascii(purpose), ZERO, ascii(VERSION), ZERO, ascii(key), ZERO, payload);
  }

  private static final byte[] ZERO = {0};

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
