package io.gatehouse.decision;

import java.util.List;

/**
 * What kind of thing a decision's value names. LAPI knows four scopes in any case of letters and
 * keeps every other text as it was sent (repo:crowdsec:pkg/types/constants.go), so this is an open
 * vocabulary. Immutable.
 */
public final class Scope {
  /** A single address. */
  public static final Scope IP = new Scope("Ip");

  /** A prefix. */
  public static final Scope RANGE = new Scope("Range");

  /** A country, by ISO 3166-1 alpha-2 code. */
  public static final Scope COUNTRY = new Scope("Country");

  /** An autonomous system, by number. */
  public static final Scope AS = new Scope("AS");

  private static final List<Scope> KNOWN = List.of(IP, RANGE, COUNTRY, AS);

  private final String word;

  private Scope(String word) {
    this.word = word;
  }

  /** The scope of this word; one of the four constants for their words in any case. */
  public static Scope of(String word) {
    for (Scope known : KNOWN) {
      if (known.word.equalsIgnoreCase(word)) {
        return known;
      }
    }
    return new Scope(word);
  }

  /** Whether values of this scope are addresses or prefixes. */
  public boolean isAddress() {
    return equals(IP) || equals(RANGE);
  }

  /** The word in LAPI's canonical spelling. */
  public String word() {
    return word;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scope that && word.equals(that.word);
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
