package io.gatehouse.challenge;

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;

/** The message authentication codes of one purpose, by the name of the key. Thread-safe. */
final class Macs {
  private final String first;
  private final Map<String, Mac> byKey = new LinkedHashMap<>();

  Macs(KeyRing keys, String purpose) {
    first = keys.first().id();
    keys.all().forEach(key -> byKey.put(key.id(), keyed(key, purpose)));
  }

  private static Mac keyed(SigningKey key, String purpose) {
    try {
      Mac mac = Mac.getInstance(SigningKey.ALGORITHM);
      mac.init(key.derive(purpose));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + SigningKey.ALGORITHM, e);
    }
  }

  String first() {
    return first;
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  /** Over the parts, one after the other, by a key of the ring. */
  byte[] of(String key, byte[]... parts) {
    Mac mac = copy(Objects.requireNonNull(byKey.get(key), key));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  /** For this thread; the one that is kept is never fed. */
  private static Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + SigningKey.ALGORITHM + " can be copied", e);
    }
  }
}
