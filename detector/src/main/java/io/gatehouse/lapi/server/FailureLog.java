package io.gatehouse.lapi.server;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of failures once a streak: the first one, and how many there were when it ends. */
final class FailureLog {
  private static final Logger log = LoggerFactory.getLogger(FailureLog.class);

  private final AtomicLong streak = new AtomicLong();

  /** With the whole story, which is for the log and not for the client. */
  void failed(String what, Throwable why) {
    if (streak.getAndIncrement() == 0) {
      // As text: logback takes a throwable in the last place for a stack trace.
      String reason = String.valueOf(why.getMessage());
      log.error("lapi: {} failed: {}; further failures are logged at debug level", what, reason);
      log.debug("lapi: {} failed", what, why);
    } else {
      log.debug("lapi: {} failed", what, why);
    }
  }

  void succeeded() {
    if (streak.get() > 0) {
      long failures = streak.getAndSet(0);
      if (failures > 0) {
        log.info("lapi: requests succeed again after {} failures", failures);
      }
    }
  }
}
