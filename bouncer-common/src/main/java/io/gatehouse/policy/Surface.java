package io.gatehouse.policy;

/** What part of a site a request is for. */
public enum Surface {
  /** Any path, or not a request at all. */
  ANY,
  /** Where passwords are tried. */
  LOGIN
}
