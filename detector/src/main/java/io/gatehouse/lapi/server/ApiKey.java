package io.gatehouse.lapi.server;

import io.gatehouse.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Bouncers' keys: made as cscli makes them, kept as lower-case hexadecimal SHA-512. */
final class ApiKey {
  private static final int KEY_BYTES = 32;

  private ApiKey() {}

  /** 43 characters of 32 random bytes. */
  static Secret random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Secret.of(Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-512").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }
}
