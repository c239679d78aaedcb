package io.gatehouse.policy;

/** How far a layer follows the policy. */
public enum PolicyMode {
  /** Decisions pass through as they are. */
  OFF,
  /** Decisions pass through, and what the policy would have made of them is told. */
  REPORT,
  /** The policy's measure is carried out. */
  ENFORCE
}
