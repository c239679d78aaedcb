package io.gatehouse.lapi.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.gatehouse.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Machines' passwords: bcrypt of cost 10, at most 72 bytes, as upstream. Each call takes a while.
 */
final class Passwords {
  static final int MAX_BYTES = 72;

  private static final int COST = 10;
  private static final int LENGTH = 64;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private Passwords() {}

  /** 64 random letters and digits. */
  static Secret random() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return Secret.of(text.toString());
  }

  /** Whether it can be hashed. */
  static boolean fits(String password) {
    return !password.isEmpty() && utf8(password).length <= MAX_BYTES;
  }

  /** For a password that {@link #fits}. */
  static String hash(String password) {
    return new String(BCrypt.withDefaults().hash(COST, utf8(password)), StandardCharsets.US_ASCII);
  }

  static boolean matches(String password, String hash) {
    return fits(password)
        && BCrypt.verifyer()
            .verify(utf8(password), hash.getBytes(StandardCharsets.US_ASCII))
            .verified;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
