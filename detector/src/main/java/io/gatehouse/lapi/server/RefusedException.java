package io.gatehouse.lapi.server;

/** A request that is answered with an error, because of what it asks. The message goes out. */
final class RefusedException extends Exception {
  private final int status;

  private RefusedException(int status, String message) {
    super(message, null, false, false); // a caller's mistake needs no stack
    this.status = status;
  }

  /** With a status of 400 to 599 and a message fit for the caller. */
  static RefusedException of(int status, String message) {
    return new RefusedException(status, message);
  }

  /** The wish can't be understood: 400. */
  static RefusedException badRequest(String message) {
    return of(400, message);
  }

  int status() {
    return status;
  }
}
