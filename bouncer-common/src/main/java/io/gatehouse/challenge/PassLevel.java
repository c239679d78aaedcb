package io.gatehouse.challenge;

import java.util.Locale;

/** What the holder of a pass has done for it, and what a visit may be asked for; least first. */
public enum PassLevel {
  /** Waited, for want of JavaScript; its holder should be slowed down. */
  NOSCRIPT,
  /** Worked for it. */
  POW,
  /** Solved a captcha, or what stands in for it where no provider answers. */
  CAPTCHA;

  /** Whether this is enough where that is asked for: all but a captcha is met by waiting. */
  public boolean satisfies(PassLevel required) {
    return required != CAPTCHA || this == CAPTCHA;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
