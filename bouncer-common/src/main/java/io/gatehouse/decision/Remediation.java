package io.gatehouse.decision;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is done about a target: the {@code type} of a decision, or a rung of the ladder that a
 * remediation policy may lower it to. LAPI stores any word, so this is an open vocabulary: a word
 * that is none of the constants is kept, and has no severity of its own.
 *
 * <p>Words are compared in lower case, as bouncers do (repo:go-cs-bouncer). Immutable.
 */
public final class Remediation {
  /** Let it pass and count it. */
  public static final Remediation OBSERVE = new Remediation("observe", 0);

  /** Slow the identity down. */
  public static final Remediation THROTTLE = new Remediation("throttle", 10);

  /** Ask the browser for a proof of work. */
  public static final Remediation CHALLENGE = new Remediation("challenge", 20);

  /** Ask the person for a captcha. */
  public static final Remediation CAPTCHA = new Remediation("captcha", 30);

  /** Let the AppSec component's own challenge decide. */
  public static final Remediation APPSEC_CHALLENGE = new Remediation("appsec-challenge", 35);

  /** Refuse: drop the packet, answer 403. */
  public static final Remediation BAN = new Remediation("ban", 40);

  private static final Map<String, Remediation> KNOWN =
      List.of(OBSERVE, THROTTLE, CHALLENGE, CAPTCHA, APPSEC_CHALLENGE, BAN).stream()
          .collect(Collectors.toUnmodifiableMap(Remediation::word, Function.identity()));
  private static final int UNKNOWN = -1;

  private final String word;
  private final int severity;

  private Remediation(String word, int severity) {
    this.word = word;
    this.severity = severity;
  }

  /** The remediation of this word, in any case. */
  public static Remediation of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    Remediation known = KNOWN.get(lower);
    return known != null ? known : new Remediation(lower, UNKNOWN);
  }

  /** The word, in lower case. */
  public String word() {
    return word;
  }

  /** Higher is harsher; empty for a word that only its user knows. */
  public OptionalInt severity() {
    return severity == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(severity);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Remediation that && word.equals(that.word));
  }

  @Override
  public int hashCode() {
    return word.hashCode();
  }

  @Override
  public String toString() {
    return word;
  }
}
