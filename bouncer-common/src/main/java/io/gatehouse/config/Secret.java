package io.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must not appear in a log, an error or a process list: an API key, a signing key. Only
 * {@link #reveal} gives it away. Immutable.
 */
public final class Secret {
  private static final String MASK = "***";

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** Keeps the text as a secret. */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The text itself; for the one place that must send it. */
  public String reveal() {
    return text;
  }

  /** Whether there is no text at all. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The given text with every occurrence of this secret masked, so that it may be logged. */
  public String maskIn(String other) {
    return text.isEmpty() ? other : other.replace(text, MASK);
  }

  /** In a time that depends on the lengths only, not on how much of the text agrees. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Always {@code ***}. */
  @Override
  public String toString() {
    return MASK;
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
