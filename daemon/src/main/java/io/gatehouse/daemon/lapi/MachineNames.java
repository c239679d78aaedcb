package io.gatehouse.daemon.lapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;

/** Makes names and passwords for machines, of upstream's form. */
final class MachineNames {
  private static final Path HOST_ID = Path.of("/etc/machine-id");
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int RANDOM_LETTERS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private MachineNames() {}

  /** The host's own id (machine-id(5)) and 16 random letters. */
  static String make() {
    return hostId() + random(RANDOM_LETTERS);
  }

  /** A password of upstream's form: 64 random letters. */
  static String password() {
    return random(64);
  }

  private static String hostId() {
    try {
      String id = Files.readString(HOST_ID).strip().replace("-", "").toLowerCase(Locale.ROOT);
      return id.matches("[0-9a-f]{32}") ? id : random(32);
    } catch (IOException e) {
      return random(32);
    }
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder();
    RANDOM.ints(length, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
    return text.toString();
  }
}
