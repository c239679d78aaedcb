package io.gatehouse.detector.profile;

import io.gatehouse.decision.Scope;
import io.gatehouse.detector.profile.Profile.Filter;
import java.util.Optional;

/** The filters that can be understood without a language: those of upstream's shipped file. */
final class KnownFilter {
  /** One of them, for messages. */
  static final String EXAMPLE = "Alert.Remediation == true && Alert.GetScope() == \"Ip\"";

  private KnownFilter() {}

  /** The meaning of a filter, however it is spaced; empty if it is any other. */
  static Optional<Filter> of(String text) {
    return switch (text.replaceAll("\\s+", "").replace('\'', '"')) {
      case "Alert.Remediation==true&&Alert.GetScope()==\"Ip\"" -> remedied(Scope.IP);
      case "Alert.Remediation==true&&Alert.GetScope()==\"Range\"" -> remedied(Scope.RANGE);
      default -> Optional.empty();
    };
  }

  private static Optional<Filter> remedied(Scope scope) {
    return Optional.of(alert -> alert.remediation() && alert.source().scope().equals(scope.word()));
  }
}
