package io.gatehouse.request;

/** A misdeed of the holder of a pass. */
public enum Strike {
  /** The AppSec component refused a request. */
  ATTACK(3),
  /** Logins failed, one after the other. */
  LOGIN_FAILURES(2),
  /** Many pages were asked for that do not exist. */
  MANY_NOT_FOUND(1),
  /** A captcha was answered wrongly. */
  CAPTCHA_FAILURE(1);

  private final int weight;

  Strike(int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }
}
