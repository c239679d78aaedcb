package io.gatehouse.decision;

import io.gatehouse.net.IpPrefix;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a decision is about: its scope and value, read once. */
public sealed interface Target {

  /** Addresses: one, or a prefix. */
  record Prefix(IpPrefix prefix) implements Target {
    @Override
    public Scope scope() {
      return prefix.isHost() ? Scope.IP : Scope.RANGE;
    }

    @Override
    public String value() {
      return prefix.toString();
    }
  }

  /**
   * A country.
   *
   * @param code ISO 3166-1 alpha-2, upper case
   */
  record Country(String code) implements Target {
    @Override
    public Scope scope() {
      return Scope.COUNTRY;
    }

    @Override
    public String value() {
      return code;
    }
  }

  /**
   * An autonomous system.
   *
   * @param number RFC 6793, 0 to 4294967295
   */
  record AutonomousSystem(long number) implements Target {
    @Override
    public Scope scope() {
      return Scope.AS;
    }

    @Override
    public String value() {
      return Long.toString(number);
    }
  }

  /** Anything else, as it came: a user name, a session. */
  record Other(Scope scope, String value) implements Target {}

  /** The kind of thing this names. */
  Scope scope();

  /** Its name, in canonical text. */
  String value();

  /** {@code AS64500} and {@code 64500} both name a system. */
  Pattern AS_NUMBER = Pattern.compile("(?i)(?:AS)?(\\d{1,10})");

  /**
   * Reads a decision's scope and value. A scope {@code Ip} with a prefix as value, and {@code
   * Range} with a single address, are read as what the value says.
   *
   * @throws IllegalArgumentException if the scope is one of LAPI's four and the value is not of it
   */
  static Target of(Scope scope, String value) {
    if (scope.isAddress()) {
      return new Prefix(IpPrefix.parse(value));
    }
    if (scope.equals(Scope.COUNTRY)) {
      return country(value);
    }
    return scope.equals(Scope.AS) ? autonomousSystem(value) : new Other(scope, value);
  }

  private static Target country(String value) {
    String code = value.toUpperCase(Locale.ROOT);
    if (code.length() != 2 || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw new IllegalArgumentException("'" + value + "' is not a two-letter country code");
    }
    return new Country(code);
  }

  private static Target autonomousSystem(String value) {
    var matcher = AS_NUMBER.matcher(value);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("'" + value + "' is not an AS number");
    }
    return new AutonomousSystem(Long.parseLong(matcher.group(1)));
  }
}
