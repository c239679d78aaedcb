package io.gatehouse.enforce;

import io.gatehouse.store.EffectiveListener.TargetKey;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Counts targets to which one thing happened, and says so once a pull, with an example. */
final class Tellable {
  private final Level level;
  private final String what;
  private final AtomicLong total = new AtomicLong();
  private long unsaid;
  private @Nullable String example;

  /** Targets of which this is said, as it reads after "N decisions". */
  Tellable(Level level, String what) {
    this.level = level;
    this.what = what;
  }

  void add(TargetKey target) {
    total.incrementAndGet();
    if (unsaid++ == 0) {
      example = target.target().value();
    }
  }

  /** How many so far. Any thread. */
  long total() {
    return total.get();
  }

  void say(Logger log, String point) {
    if (unsaid > 0) {
      log.atLevel(level).log("{}: {} decisions {}; {} is one", point, unsaid, what, example);
    }
    unsaid = 0;
  }
}
