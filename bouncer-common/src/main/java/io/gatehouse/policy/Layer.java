package io.gatehouse.policy;

/** Where a measure is carried out, which bounds what it can tell apart. */
public enum Layer {
  /** Requests: sees cookies, can ask a question. */
  HTTP,
  /** Packets: sees addresses, protocols and ports. */
  L4,
  /** A provider's edge: sees addresses, can ask its own questions. */
  EDGE
}
