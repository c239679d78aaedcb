package io.gatehouse.challenge;

import io.gatehouse.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The keys that passes and challenges are signed with: the first signs, all are accepted. To rotate
 * them on several nodes, add the new key as the last on every node, then move it to the front, and
 * take the old one out when its passes have expired. Immutable.
 */
public final class KeyRing {
  private final List<SigningKey> keys;

  private KeyRing(List<SigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Keys as a setting or a file gives them: {@code ID:KEY} or {@code KEY}, each of at least 32
   * bytes.
   *
   * @throws IllegalArgumentException with a line for the operator, which never shows a key
   */
  public static KeyRing of(List<Secret> texts) {
    List<SigningKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Secret text : texts) {
      SigningKey key = SigningKey.parse(text);
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException("two keys have the name '" + key.id() + "'");
      }
      keys.add(key);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key is given");
    }
    return new KeyRing(keys);
  }

  /**
   * The keys in a file, one a line as in {@link #of}; lines that begin with {@code #} are skipped.
   * A file that others can read is warned of.
   *
   * @throws IOException with a line for the operator, if it is not there or holds no good keys
   */
  public static KeyRing ofFile(Path file) throws IOException {
    return KeyFile.read(file);
  }

  /** A ring that no other process has: what it signs ends with this one. */
  public static KeyRing random(RandomGenerator random) {
    return of(List.of(newKey(random)));
  }

  static Secret newKey(RandomGenerator random) {
    byte[] key = new byte[SigningKey.FEWEST_BYTES];
    random.nextBytes(key);
    return Secret.of(Base64.getEncoder().withoutPadding().encodeToString(key));
  }

  SigningKey first() {
    return keys.get(0);
  }

  List<SigningKey> all() {
    return keys;
  }

  Optional<SigningKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Names of the keys, the signing one first. */
  @Override
  public String toString() {
    return keys.toString();
  }
}
