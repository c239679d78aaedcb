package io.gatehouse.challenge;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which traits of a visitor a pass belongs to; setting {@code pass.bind}. */
public enum Binding {
  /** To whoever has it. */
  NONE("none", false, Place.ANYWHERE),
  /** The browser, as its {@code User-Agent} tells. */
  AGENT("ua", true, Place.ANYWHERE),
  /** The address. */
  ADDRESS("ip", false, Place.ADDRESS),
  /** 24 bits of an IPv4 address, 64 of an IPv6 one. */
  PREFIX("prefix", false, Place.PREFIX),
  /** The autonomous system; the address where that is not known. */
  NETWORK("asn", false, Place.NETWORK),
  /** Browser and address. */
  AGENT_AND_ADDRESS("ua+ip", true, Place.ADDRESS),
  /** Browser and prefix: the default. */
  AGENT_AND_PREFIX("ua+prefix", true, Place.PREFIX),
  /** Browser and autonomous system. */
  AGENT_AND_NETWORK("ua+asn", true, Place.NETWORK);

  enum Place {
    ANYWHERE,
    ADDRESS,
    PREFIX,
    NETWORK
  }

  private final String word;
  private final boolean agent;
  private final Place place;

  Binding(String word, boolean agent, Place place) {
    this.word = word;
    this.agent = agent;
    this.place = place;
  }

  /**
   * Reads a setting.
   *
   * @throws IllegalArgumentException with the words that are expected
   */
  public static Binding parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(binding -> binding.word.equals(lower))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + words() + " is expected"));
  }

  private static String words() {
    return Arrays.stream(values()).map(Binding::toString).collect(Collectors.joining(", "));
  }

  /** Whether the autonomous system of an address has to be known. */
  public boolean needsNetwork() {
    return place == Place.NETWORK;
  }

  boolean hasAgent() {
    return agent;
  }

  Place place() {
    return place;
  }

  /** As a setting has it. */
  @Override
  public String toString() {
    return word;
  }
}
