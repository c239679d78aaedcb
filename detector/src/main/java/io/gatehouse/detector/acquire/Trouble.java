package io.gatehouse.detector.acquire;

import org.slf4j.Logger;

/** A source's state, told to the log when it changes and not while it lasts. */
final class Trouble {
  private final Logger log;
  private final String subject;

  /** Empty while all is well. */
  private String message = "";

  private long times;

  Trouble(Logger log, String subject) {
    this.log = log;
    this.subject = subject;
  }

  void is(String what) {
    times++;
    if (what.equals(message)) {
      log.debug("{} {}", subject, what);
    } else {
      log.warn("{} {}", subject, what);
      message = what;
    }
  }

  void isOver() {
    if (!message.isEmpty()) {
      log.info("{} is read again after {} failures", subject, times);
      message = "";
      times = 0;
    }
  }

  String message() {
    return message;
  }
}
