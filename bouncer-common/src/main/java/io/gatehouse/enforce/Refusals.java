package io.gatehouse.enforce;

import io.gatehouse.decision.Target;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Counts targets that are not enforced for one reason, and says so once a pull. */
final class Refusals {
  private final String reason;
  private long total;
  private long unsaid;
  private @Nullable Target example;

  /** Refusals for this reason, as it reads after "N decisions". */
  Refusals(String reason) {
    this.reason = reason;
  }

  void add(Target target) {
    total++;
    if (unsaid++ == 0) {
      example = target;
    }
  }

  long total() {
    return total;
  }

  void say(Logger log, String point) {
    if (unsaid > 0 && example != null) {
      log.warn("{}: {} decisions {}, such as {}", point, unsaid, reason, example.value());
    }
    unsaid = 0;
    example = null;
  }
}
