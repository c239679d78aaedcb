package io.gatehouse.daemon.lapi.imports;

import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Scope;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.Optional;

/**
 * One decision of a file, checked.
 *
 * @param value canonical where it is an address or a prefix
 * @param scope what the value is
 * @param type the remediation's word
 * @param duration positive
 * @param reason why
 */
public record ImportRow(String value, String scope, String type, Duration duration, String reason) {

  /**
   * What holds where a file says nothing.
   *
   * @param scope what values are; of an address that turns out a prefix it is a range
   * @param type the remediation's word
   * @param duration positive
   * @param reason why
   */
  public record Defaults(String scope, String type, Duration duration, String reason) {}

  /** A row as it is written; empty texts are not there. */
  record Written(String value, String scope, String type, String duration, String reason) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException with the value and what was expected
     */
    ImportRow checked(Defaults defaults) {
      if (value.isEmpty()) {
        throw new IllegalArgumentException("there is no value; an address or prefix is expected");
      }
      Scope wanted = Scope.of(scope.isEmpty() ? defaults.scope() : scope);
      Optional<IpPrefix> prefix = wanted.isAddress() ? Optional.of(prefix()) : Optional.empty();
      Scope found = prefix.filter(p -> !p.isHost()).map(p -> Scope.RANGE).orElse(wanted);
      return new ImportRow(
          prefix.map(IpPrefix::toString).orElse(value),
          found.word(),
          type.isEmpty() ? defaults.type() : type,
          duration.isEmpty() ? defaults.duration() : span(),
          reason.isEmpty() ? defaults.reason() : reason);
    }

    private IpPrefix prefix() {
      return IpPrefix.tryParse(value)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "\"" + shown(value) + "\" is no IP address or prefix, as 192.0.2.7 is"));
    }

    private Duration span() {
      try {
        Duration span = GoDuration.parse(duration);
        if (!span.isNegative() && !span.isZero()) {
          return span;
        }
      } catch (IllegalArgumentException e) {
        // told below, in the same words
      }
      throw new IllegalArgumentException(
          "\"" + shown(duration) + "\" is no duration, as 30m, 4h or 7d are");
    }
  }

  /** What of a hostile file may be shown. */
  static String shown(String text) {
    String harmless = text.replaceAll("\\p{Cc}", "?");
    return harmless.length() <= 80 ? harmless : harmless.substring(0, 80) + "...";
  }
}
