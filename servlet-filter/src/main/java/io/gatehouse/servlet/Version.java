package io.gatehouse.servlet;

/** What LAPI shows as this bouncer's version. */
final class Version {
  static final String NUMBER = "0.1.0";

  private Version() {}
}
