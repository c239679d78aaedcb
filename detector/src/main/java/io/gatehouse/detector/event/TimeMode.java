package io.gatehouse.detector.event;

/** Which clock counts for an event. */
public enum TimeMode {
  /** This host's: the line has just been written. */
  LIVE,
  /** The log's own: what is replayed happened when the log says. */
  TIMEMACHINE
}
