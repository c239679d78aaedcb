package io.gatehouse.request;

/** Nobody can say at the moment what was decided about an address. */
public final class DecisionsUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  /** With a line for the operator. */
  public DecisionsUnavailableException(String message) {
    super(message);
  }
}
