package io.gatehouse.daemon.lapi;

import io.gatehouse.decision.GoDuration;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values of the command line are read: strictly, so that a slip is told at once. */
final class Values {
  private Values() {}

  /** An address or a prefix. */
  static final class Prefix implements ITypeConverter<IpPrefix> {
    @Override
    public IpPrefix convert(String text) {
      return IpPrefix.tryParse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is no IP address or prefix, such as 192.0.2.7 or 192.0.2.0/24"));
    }
  }

  /** A duration in Go's form, or with days. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration span = GoDuration.parse(text);
        if (!span.isNegative() && !span.isZero()) {
          return span;
        }
      } catch (IllegalArgumentException e) {
        // told below, in the same words
      }
      throw new TypeConversionException(
          "'" + text + "' is no duration; write a number and a unit, such as 30m, 4h or 7d");
    }
  }
}
